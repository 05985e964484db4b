"""The whole way in a real browser: sign up, confirm by mail, watch, hear of a change by mail, webhook and inbox, read the digest, end it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from standardwebhooks import Webhook as PublicLibrary

from clauseatlas.demo.server import DemoSite
from clauseatlas.demo.sources import load_platforms
from clauseatlas.site.urls import urlpatterns
from tests.demo.test_running import browser_installed
from tests.site.conftest import free_port
from tests.watching.receivers import LOOPBACK, receiving
from tests.watching.test_channels import Box

SIGN_UP = any(str(getattr(each, "pattern", "")) == "account/signup/" for each in urlpatterns)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(not browser_installed(), reason="no Chromium is installed"),
    pytest.mark.skipif(not SIGN_UP, reason="the pages of accounts are not open"),
]
PASSWORD = "seven blue harbour lamps"
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
CLOSE_DIGEST = """
from datetime import timedelta
from clauseatlas.pipeline.workshop import open_atlas
workshop = open_atlas()
from clauseatlas.watching.models import Subscriber
Subscriber.objects.update(digest_due=workshop.clock() + timedelta(milliseconds=1))
"""


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    kept = Box()
    server = Controller(kept, hostname=LOOPBACK, port=free_port())
    server.start()
    yield kept, server.port
    server.stop()


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the site did not start")


def mails(box: Box) -> list[Any]:
    return [BytesParser(policy=default).parsebytes(each) for each in box.mails]


def text_of(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())


def test_from_signing_up_to_unsubscribing(tmp_path: Path, box: tuple[Box, int], settings: Any) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is

    kept, mail_port = box
    platforms = [each for each in load_platforms() if each.slug == "northlight-meet"]
    port = free_port()
    root = f"http://{LOOPBACK}:{port}"
    with DemoSite(platforms) as site, receiving() as hook, sync_playwright() as playwright:
        environment = os.environ | {
            "CLAUSEATLAS_HOME": str(tmp_path / "atlas"), "CLAUSEATLAS_ALLOW_ORIGINS": f"{site.authority},{LOOPBACK}:{hook.port}",
            "CLAUSEATLAS_SMTP_HOST": LOOPBACK, "CLAUSEATLAS_SMTP_PORT": str(mail_port), "CLAUSEATLAS_SMTP_SECURITY": "none",
            "CLAUSEATLAS_PUBLIC_URL": root, "CLAUSEATLAS_BROWSER": str(tmp_path / "none"),
        }  # fmt: skip

        def run(*words: str) -> None:
            subprocess.run([sys.executable, "-m", "clauseatlas.cli.main", *words], env=environment, check=True, capture_output=True)

        run("init")
        for each in site.declarations():
            if each.fetcher == "auto":
                run("add", each.url, "--platform", each.platform, "--type", each.type.value, "--title", each.title)
        run("track")
        server = subprocess.Popen(
            [sys.executable, "-m", "clauseatlas.cli.main", "serve", "--port", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        program = os.environ.get("CLAUSEATLAS_BROWSER") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])])
        try:
            page = browser.new_page()
            wait_for(port)
            page.goto(f"{root}/platforms/northlight-meet/")
            page.click("text=Watch")
            page.click("text=Make an account")
            page.fill("input[name=email]", "ada@people.example")
            page.fill("input[name=password1]", PASSWORD)
            page.click("main form button")
            confirm = re.search(rf"{root}/account/confirm-email/\S+", text_of(mails(kept)[-1]))
            assert confirm is not None
            page.goto(confirm[0])
            page.click("main form button")
            page.goto(f"{root}/account/login/")
            if page.locator("input[name=password]").count():
                page.fill("input[name=login]", "ada@people.example")
                page.fill("input[name=password]", PASSWORD)
                page.click("main form button:has-text('Sign in')")
            page.goto(f"{root}/account/channels/new/webhook/")
            page.fill("input[name=url]", f"{hook.origin}/hook")
            page.click("text=Add and send a test message")
            secret = page.inner_text("pre").strip()
            page.goto(f"{root}/platforms/northlight-meet/")
            page.click("form.watch button")
            assert "/account/watches/" in page.url
            before = len(mails(kept))
            site.publish(2)
            run("track")
            alerts = [each for each in mails(kept)[before:] if each["List-Unsubscribe"]]
            assert len(alerts) == 1
            assert "Northlight Meet" in alerts[0]["Subject"]
            posted = [each for each in hook.requests if b"alert.created" in each.body]
            assert len(posted) == 1
            told = PublicLibrary(secret).verify(posted[0].body, posted[0].headers)
            assert {each["significance"]["value"] for each in told["data"]["changes"]} == {"substantive"}
            page.goto(f"{root}/account/inbox/")
            assert page.locator("ul.cards > li").count() == 1
            run("track")
            assert len([each for each in hook.requests if b"alert.created" in each.body]) == 1
            subprocess.run([sys.executable, "-c", CLOSE_DIGEST], env=environment, check=True)
            time.sleep(0.05)
            run("deliver")
            digest = mails(kept)[-1]
            assert digest["Subject"].startswith("Your week: ")
            assert all(each["change"] in text_of(digest) for each in told["data"]["changes"])
            link = str(alerts[0]["List-Unsubscribe"]).strip("<> ")
            page.goto(link)
            page.click("text=End them")
            assert "No more messages" in page.inner_text("main")
            page.goto(f"{root}/account/watches/")
            assert "E-mail" not in page.inner_text("ul.cards")
        finally:
            browser.close()
            server.terminate()
            server.wait()
