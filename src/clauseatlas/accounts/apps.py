"""The Django app of people, organisations, plans and keys."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tables `accounts_*`; connects the audit trail to what happens at the door."""

    name = "clauseatlas.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Count what plans limit, list what is kept about people, listen at the door; models cannot be imported earlier."""
        from clauseatlas.accounts import keys, listening, organisations, own_data, plans  # noqa: PLC0415
        from clauseatlas.accounts.words import Measure  # noqa: PLC0415

        plans.counts(Measure.KEYS, keys.keys_in_use)
        plans.counts(Measure.MEMBERS, organisations.member_count)
        own_data.add_own_parts()
        listening.listen()
