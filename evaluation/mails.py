"""Look at every mail as people get it: as HTML, as plain text, and as pictures at phone and desktop width.

    python -m evaluation.mails --home var/demo --to var/mails

Writes one .html, .txt and .eml for an alert, a digest, a quiet digest, and the mails of channels, from the alerts of a demo atlas; and pictures where
Chromium is installed. Exit 1 when a mail scrolls sideways or axe-core finds something serious.
"""

import argparse
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from clauseatlas.pipeline.workshop import open_atlas
from evaluation.screenshots import CHROMIUM, GRAVE, WIDTHS


def samples(home: Path) -> dict[str, tuple[str, str, bytes]]:
    """Every kind of mail by name: HTML, plain text, and the mail as it is sent."""
    workshop = open_atlas(home)
    from clauseatlas.watching import wording
    from clauseatlas.watching.assembling import CONFIRM_LEAD, CONFIRM_TITLE, TEST_LEAD, TEST_TITLE, message_of
    from clauseatlas.watching.carriers import carrier
    from clauseatlas.watching.channels.mail import Mail
    from clauseatlas.watching.delivering import tools_of
    from clauseatlas.watching.digesting import figures, importance
    from clauseatlas.watching.letters import letter
    from clauseatlas.watching.messages import Timeline
    from clauseatlas.watching.models import Delivery
    from clauseatlas.watching.plain import plain
    from clauseatlas.watching.words import MessageKind

    site = workshop.configuration.public_url.rstrip("/")
    loaded = Delivery.objects.filter(kind="alert", channel__kind="mail").select_related("alert", "digest", "channel", "subscriber__organisation")
    alerts = [message_of(each, site=site) for each in loaded]
    alert = max(alerts, key=lambda each: len(each.entries))
    entries = sorted((entry for each in alerts for entry in each.entries), key=lambda entry: importance(entry.story))
    counted = figures([entry.story for entry in entries])
    timeline = Timeline(platform=entries[0].story["platform"], months=(("September 2026", 1, 0, 2), ("October 2026", 2, 1, 0)))
    digest = replace(
        alert, kind=MessageKind.DIGEST, title=wording.digest_title(counted), entries=tuple(entries), figures=counted, timelines=(timeline,)
    )
    quiet = replace(alert, kind=MessageKind.DIGEST, title="Your week: all quiet", lead="Nothing that you watch has changed.", entries=())
    test = replace(alert, kind=MessageKind.TEST, title=TEST_TITLE, lead=TEST_LEAD, entries=())
    confirm = replace(test, title=CONFIRM_TITLE, lead=CONFIRM_LEAD)
    mail = carrier("mail")
    assert isinstance(mail, Mail)
    with tools_of(workshop.configuration) as tools:
        return {
            name: (letter(each), plain(each), mail.compose(each, "reader@people.example", tools).message().as_bytes())
            for name, each in {"alert": alert, "digest": digest, "quiet": quiet, "test": test, "confirm": confirm}.items()
        }


def main() -> int:
    """Write and look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("var/demo"))
    parser.add_argument("--to", type=Path, default=Path("var/mails"))
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    for name, (html, text, mail) in samples(options.home).items():
        (options.to / f"{name}.html").write_text(html, encoding="utf-8")
        (options.to / f"{name}.txt").write_text(text, encoding="utf-8")
        (options.to / f"{name}.eml").write_bytes(mail)
    program = os.environ.get("CLAUSEATLAS_BROWSER") or shutil.which("chromium")
    if program is None:
        print("no Chromium: no pictures")
        return 0
    problems = []
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM + (["--no-sandbox"] if os.geteuid() == 0 else []))
        page = browser.new_page()
        for path in sorted(options.to.glob("*.html")):
            for name, width in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(path.resolve().as_uri())
                page.screenshot(path=str(path.with_suffix(f".{name}.png")), full_page=True)
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    problems.append(f"{path.name} scrolls sideways at {width} pixels")
                violations = Axe().run(page).response["violations"]
                problems += [f"{path.name}: {each['id']}: {each['nodes'][0]['html'][:100]}" for each in violations if each["impact"] in GRAVE]
        browser.close()
    print(*problems or ["every mail fits and is clean"], sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
