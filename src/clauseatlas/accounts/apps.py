"""The Django app of people, organisations, plans and keys."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tables `accounts_*`; connects the audit trail to what happens at the door."""

    name = "clauseatlas.accounts"
    label = "accounts"
    verbose_name = "Accounts"
