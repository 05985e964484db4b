"""The words that all forms of a message share: titles, leads, when something is in force, what can be done until when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from clauseatlas.watching.messages import YOU, Entry, Message

FIGURES = {
    "changes": ("change", "changes"),
    "platforms": ("platform", "platforms"),
    "documents": ("document", "documents"),
    "high": ("graded high", "graded high"),
    "worse": ("worse for you", "worse for you"),
    "better": ("better for you", "better for you"),
}


def one_line(text: str) -> str:
    """The text without line breaks and control characters, so that it can stand in a header."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def counted(number: int, one: str, many: str) -> str:
    """ "1 change", "3 changes"."""
    return f"{number} {one if number == 1 else many}"


def listed(words: Sequence[str]) -> str:
    """Words joined as English does: "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def day_words(value: str | date) -> str:
    """ "3 March 2026" of a date or an ISO date."""
    day = value if isinstance(value, date) else datetime.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def moment_words(value: str | datetime) -> str:
    """ "3 March 2026, 14:05 UTC" of a time or an ISO time in UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return f"{day_words(moment)}, {moment:%H:%M} UTC"


def document_words(story: Mapping[str, Any]) -> str:
    """The title of the document without the platform's name at its beginning, where it stands next to it."""
    title, platform = str(story["document"]), str(story["platform"])
    return title[len(platform) :].strip(" :–-") or title if title.startswith(f"{platform} ") else title


def heading(story: Mapping[str, Any]) -> str:
    """ "Fernwick Post: Terms of Service"."""
    return f"{story['platform']}: {document_words(story)}"


def alert_title(stories: Sequence[Mapping[str, Any]]) -> str:
    """The subject of an alert: who changed what, and for a single change where it leads."""
    first = stories[0]
    if len(stories) > 1:
        documents = len({story["document_id"] for story in stories})
        return one_line(f"{first['platform']}: {counted(len(stories), 'change', 'changes')} in {counted(documents, 'document', 'documents')}")
    if first["returned"]:
        return one_line(f"{first['platform']}: an earlier {document_words(first)} returned")
    lead = {"worse": " (worse for you)", "better": " (better for you)"}.get(first["direction"]["value"], "")
    return one_line(f"{first['platform']} changed its {document_words(first)}{lead}")


def digest_title(figures: Mapping[str, int]) -> str:
    """The subject of a digest."""
    if not figures["changes"]:
        return "Your week: all quiet"
    return f"Your week: {counted(figures['changes'], 'change', 'changes')} on {counted(figures['platforms'], 'platform', 'platforms')}"


def figures_line(figures: Mapping[str, int]) -> str:
    """The figures of a digest in one sentence; what is nought is left out."""
    return f"{listed([counted(figures[name], *words) for name, words in FIGURES.items() if figures.get(name)])}." if figures.get("changes") else ""


def tags(story: Mapping[str, Any]) -> list[str]:
    """Severity, direction and doubt of a change, in words."""
    found = [f"{story['severity']['label']} severity"] if story["severity"] else []
    found.append(story["direction"]["label"])
    if story["significance"]["value"] == "unclear":
        found.append("Unclear whether it matters")
    return found


def severity_words(provision: Mapping[str, Any]) -> str:
    """ "Medium", or "Medium → High" where it moved."""
    before, after = provision["severity_before"], provision["severity_after"]
    if before and after and before["value"] != after["value"]:
        return f"{before['label']} → {after['label']} severity"
    return f"{(after or before)['label']} severity" if after or before else ""


def when(story: Mapping[str, Any]) -> list[str]:
    """The dates of a change, each said for what it is."""
    found = [f"We captured the new text on {moment_words(story['captured'])}."]
    if story["stated_updated"]:
        found.append(f"The document gives {day_words(story['stated_updated'])} as its own date.")
    if story["stated_effective"]:
        found.append(f"The document says that it takes effect on {day_words(story['stated_effective'])}.")
    return found


def action_words(action: Mapping[str, Any]) -> str:
    """What can be done, by whom, how, until when."""
    how = f" {action['how'].strip()}" if action["how"] else ""
    until = f" The text gives {counted(action['days'], 'day', 'days')} for it." if action["days"] is not None else ""
    where = f" {action['url']}" if action["url"] else ""
    return f"{action['label'].rstrip('.')} ({action['who'].lower()}).{how}{until}{where}"


def because(entries: Sequence[Entry]) -> list[str]:
    """The watches behind a message, each once."""
    return list(dict.fromkeys(label for entry in entries for label in entry.because))


def why(message: Message) -> str:
    """Why the message came: "you watch Northlight Meet"; empty where no watch is behind it."""
    labels = because(message.entries)
    if not labels:
        return ""
    return f"{'you watch' if message.recipient == YOU else f'{message.recipient} watches'} {listed(labels)}"
