"""A message as JSON, as webhooks send it. Fields are only ever added."""

import json
from typing import Any

from clauseatlas.watching.messages import Entry, Message
from clauseatlas.watching.words import MessageKind

TYPES = {MessageKind.ALERT: "alert.created", MessageKind.DIGEST: "digest.created", MessageKind.TEST: "channel.tested"}


def payload(message: Message) -> bytes:
    """The message as canonical JSON: the same bytes in every attempt."""
    value = {
        "type": TYPES[message.kind],
        "timestamp": message.made.isoformat().replace("+00:00", "Z"),
        "data": {
            "id": message.key,
            "title": message.title,
            "summary": message.lead,
            "recipient": message.recipient,
            "changes": [_change(entry, message.site) for entry in message.entries],
            "figures": dict(message.figures),
            "timelines": [
                {
                    "platform": each.platform,
                    "months": [{"month": month, "worse": worse, "better": better, "other": other} for month, worse, better, other in each.months],
                }
                for each in message.timelines
            ],
            "links": {"view": message.links.view, "manage": message.links.manage},
        },
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _change(entry: Entry, site: str) -> dict[str, Any]:
    """A story with whole addresses in place of paths."""
    story = dict(entry.story)
    for name in ("path", "platform_path", "document_path", "difference_path"):
        story[name.replace("path", "url")] = f"{site}{story.pop(name)}"
    story["provisions"] = [
        {**{name: value for name, value in each.items() if name not in {"path", "number"}}, "url": f"{site}{each['path']}"}
        for each in story["provisions"]
    ]
    story["edits"] = [{**edit, "runs": [{"kind": kind, "text": text} for kind, text in edit["runs"]]} for edit in story["edits"]]
    return {"because": list(entry.because), **story}
