"""Forms of watching: closed lists only, so that nothing else can be stored."""

from typing import Any

from django import forms

from clauseatlas.model.labels import DIRECTIONS, SEVERITIES
from clauseatlas.model.words import Direction, Level
from clauseatlas.watching.models import Subscriber, Watch
from clauseatlas.watching.rhythm import zone_names
from clauseatlas.watching.subscribing import Rhythm, Wish
from clauseatlas.watching.words import CADENCES, CHANGE_KINDS, DIGESTS, WEEKDAYS, Cadence, ChangeKind, Digests

LEAST = [(Level.LOW.value, "Any"), (Level.MEDIUM.value, f"{SEVERITIES[Level.MEDIUM]} or high"), (Level.HIGH.value, f"{SEVERITIES[Level.HIGH]} only")]
HOURS = [(str(hour), f"{hour:02d}:00") for hour in range(24)]


class WatchForm(forms.Form):
    """What a watch tells of, when and where."""

    least = forms.ChoiceField(label="Severity", choices=LEAST)
    directions = forms.MultipleChoiceField(
        label="Direction", choices=[(each.value, words) for each, words in DIRECTIONS.items()], widget=forms.CheckboxSelectMultiple, required=False,
        help_text="None ticked means any.",
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label="What happened", choices=[(each.value, words) for each, words in CHANGE_KINDS.items()], widget=forms.CheckboxSelectMultiple
    )
    cadence = forms.ChoiceField(label="When", choices=[(each.value, words) for each, words in CADENCES.items()])
    channels = forms.MultipleChoiceField(label="Where", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, watch: Watch, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.pk), f"{each.name} ({each.shown})") for each in watch.subscriber.channels.filter(closed="")]

    @staticmethod
    def initial_of(watch: Watch) -> dict[str, Any]:
        """The watch as it is."""
        return {
            "least": watch.least,
            "directions": watch.directions,
            "kinds": watch.kinds,
            "cadence": watch.cadence,
            "channels": [str(each.pk) for each in watch.channels.all()],
        }

    def wish(self) -> Wish:
        """What was chosen."""
        chosen = self.cleaned_data
        return Wish(
            least=Level(chosen["least"]),
            directions=tuple(Direction(value) for value in chosen["directions"]),
            kinds=tuple(ChangeKind(value) for value in chosen["kinds"]),
            cadence=Cadence(chosen["cadence"]),
            channels=tuple(int(value) for value in chosen["channels"]),
        )


class RhythmForm(forms.Form):
    """When a subscriber wants to hear."""

    time_zone = forms.ChoiceField(label="Time zone")
    alert_hour = forms.ChoiceField(label="Same-day messages", choices=[("", "As soon as a change is known"), *HOURS], required=False)
    digests = forms.ChoiceField(label="Weekly digest", choices=[(each.value, words) for each, words in DIGESTS.items()])
    digest_day = forms.ChoiceField(label="Day of the digest", choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)])
    digest_hour = forms.ChoiceField(label="Hour of the digest", choices=HOURS)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        known = {*zone_names(), str(self.initial.get("time_zone", "UTC"))}
        field.choices = [(name, name.replace("_", " ")) for name in sorted(known)]

    @staticmethod
    def initial_of(subscriber: Subscriber) -> dict[str, Any]:
        """The rhythm as it is."""
        return {
            "time_zone": subscriber.time_zone,
            "alert_hour": "" if subscriber.alert_hour is None else str(subscriber.alert_hour),
            "digests": subscriber.digests,
            "digest_day": str(subscriber.digest_day),
            "digest_hour": str(subscriber.digest_hour),
        }

    def rhythm(self) -> Rhythm:
        """What was chosen."""
        chosen = self.cleaned_data
        return Rhythm(
            time_zone=chosen["time_zone"],
            alert_hour=int(chosen["alert_hour"]) if chosen["alert_hour"] else None,
            digest_day=int(chosen["digest_day"]),
            digest_hour=int(chosen["digest_hour"]),
            digests=Digests(chosen["digests"]),
        )


class ChannelForm(forms.Form):
    """A name, and what the kind of channel asks for."""

    name = forms.CharField(label="Name", max_length=80, required=False, help_text="What you call it; the name of the service if left empty.")

    def __init__(self, *arguments: Any, blanks: tuple[Any, ...], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for blank in blanks:
            attributes = {"placeholder": blank.hint, "autocomplete": "off"}
            widget = forms.PasswordInput(attrs=attributes) if blank.secret else forms.TextInput(attrs=attributes)
            self.fields[blank.name] = forms.CharField(label=blank.label, max_length=1000, required=not blank.optional, widget=widget)
