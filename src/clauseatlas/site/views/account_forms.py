"""The forms of the account pages."""

from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms

from clauseatlas.accounts.models import Person
from clauseatlas.accounts.words import ROLE_DUTIES, ROLES, SCOPES, Role, Scope

DAYS_CHOICES = (("", "until it is revoked"), ("30", "30 days"), ("90", "90 days"), ("365", "a year"))


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """Every time zone by name, those of places only."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/")))
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(places)))


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no argument at run time
    """Name and time zone."""

    time_zone = forms.ChoiceField(choices=zones, help_text="Digests come at your hour, dates in mails are yours.")

    class Meta:
        model = Person
        fields = ("name", "time_zone")
        help_texts: ClassVar[dict[str, str]] = {"name": "Shown to members of your organisations; without it, the part of your address before the @."}


class OrganisationForm(forms.Form):
    """The name of an organisation."""

    name = forms.CharField(max_length=120, label="Name of the organisation")


def _roles() -> list[tuple[str, str]]:
    return [(role.value, f"{ROLES[role]}: {ROLE_DUTIES[role].lower()}") for role in Role]


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(max_length=254, label="E-mail address")
    role = forms.ChoiceField(choices=_roles, initial=Role.READER.value)


class RoleForm(forms.Form):
    """A role."""

    role = forms.ChoiceField(choices=_roles)


class KeyForm(forms.Form):
    """Name, scopes and end of a key."""

    name = forms.CharField(max_length=80, help_text="So that you can tell it from others.")
    scopes = forms.MultipleChoiceField(
        choices=[(scope.value, words) for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ.value],
        label="What it may do",
    )
    days = forms.ChoiceField(choices=DAYS_CHOICES, required=False, label="How long it serves")


class DeletionForm(forms.Form):
    """The address, typed once more, so that nobody deletes an account by a slip of the finger."""

    email = forms.EmailField(label="Type your e-mail address to delete the account")

    def __init__(self, *arguments: Any, person: Person, **named: Any) -> None:
        self.person = person
        super().__init__(*arguments, **named)

    def clean_email(self) -> str:
        """The address, if it is the person's own."""
        given = str(self.cleaned_data["email"]).lower()
        if given != self.person.email.lower():
            raise forms.ValidationError("This is not the address of your account.")
        return given
