"""What allauth asks this project: who may sign up, how mails are written."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from clauseatlas.pipeline.configuration import configuration


class Door(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """The adapter named in the settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody may sign up."""
        return configuration().registration == "open"
