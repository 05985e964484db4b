"""The Django app of watches, alerts and digests."""

from django.apps import AppConfig


class WatchingConfig(AppConfig):
    """Tables `watching_*`; tells the accounts what is counted against a plan and what is kept about people."""

    name = "clauseatlas.watching"
    label = "watching"
    verbose_name = "Watching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register with the accounts; models cannot be imported earlier."""
        from clauseatlas.watching import belongings  # noqa: PLC0415

        belongings.register()
