"""Look at the site as people see it: every page type at phone and desktop width, checked by axe-core.

python -m evaluation.screenshots --home var/demo --to var/screenshots
Needs Chromium. Prints one line per page and width; exit 1 when a page answers with an error or axe-core finds something serious.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

WIDTHS = {"phone": 390, "desktop": 1280}
CHROMIUM = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
GRAVE = {"serious", "critical"}
START_SECONDS = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return dict(json.loads(answer.read()))


def page_paths(root: str) -> dict[str, str]:
    """One address of every page type, taken from the JSON twins."""
    home = fetch(f"{root}/index.json")
    paths = {"home": "/", "platforms": "/platforms/", "changes": "/changes/", "about": "/about/", "missing": "/no/such/page/"}
    paths |= {"registry": "/registry/", "registry-words": "/registry/?q=data&severity=high", "registry-nothing": "/registry/?q=zebra&severity=low"}
    platforms = home["platforms"]
    assert isinstance(platforms, list)
    busiest = max(platforms, key=lambda row: row["severities"]["high"] + row["severities"]["medium"])
    paths["platform"] = busiest["path"]
    platform = fetch(f"{root}{busiest['path'].rstrip('/')}.json")
    documents = platform["documents"]
    assert isinstance(documents, list)
    paths["document"] = max(documents, key=lambda row: row["severities"]["high"])["path"]
    document = fetch(f"{root}{paths['document'].rstrip('/')}.json")
    provisions, versions = document["provisions"], document["versions"]
    assert isinstance(provisions, list)
    assert isinstance(versions, list)
    for card in provisions:
        paths.setdefault(f"provision-{card['clause_type']}", card["path"])
    record = paths["document"].split("/")[2]
    paths["versions"] = f"/documents/{record}/versions/"
    paths["version"] = versions[-1]["path"]
    if len(versions) > 1:
        paths["difference"] = versions[0]["difference_path"]
        paths["difference-columns"] = versions[0]["difference_path"] + "?view=columns"
        paths["difference-reading"] = versions[0]["difference_path"] + "?view=reading"
    changes = home["changes"]
    assert isinstance(changes, list)
    if changes:
        paths["change"] = changes[0]["path"]
    return paths


def look(page: Page, root: str, name: str, path: str, to: Path) -> list[str]:
    problems = []
    for width_name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(root + path)
        status = answer.status if answer else 0
        if status >= 400 and name != "missing":
            problems.append(f"{path}: status {status}")
        page.screenshot(path=str(to / f"{name}.{width_name}.png"), full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if overflow:
            problems.append(f"{path}: scrolls sideways at {width} pixels")
        found = Axe().run(page)
        grave = [each for each in found.response["violations"] if each["impact"] in GRAVE]
        problems.extend(f"{path}: {each['id']} ({each['impact']}): {each['nodes'][0]['html'][:120]}" for each in grave)
        print(f"{name:32} {width_name:8} {status}  axe: {len(found.response['violations'])} violations, {len(grave)} grave")
    return problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("var/demo"))
    parser.add_argument("--to", type=Path, default=Path("var/screenshots"))
    parser.add_argument("--types", type=int, default=6, help="provision pages looked at")
    parser.add_argument("--path", action="append", default=[], help="one more page to look at; may be repeated")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "clauseatlas.cli.main", "serve", "--home", str(options.home), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        begun = time.monotonic()
        while time.monotonic() - begun < START_SECONDS:
            try:
                fetch(f"{root}/index.json")
                break
            except OSError:
                time.sleep(0.2)
        paths = page_paths(root)
        provisions = [name for name in paths if name.startswith("provision-")]
        for name in provisions[options.types :]:
            del paths[name]
        paths |= {path.strip("/").replace("/", "-"): path for path in options.path}
        program = os.environ.get("CLAUSEATLAS_BROWSER") or shutil.which("chromium")
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM + sandbox)
            page = browser.new_page()
            problems = [problem for name, path in paths.items() for problem in look(page, root, name, path, options.to)]
            browser.close()
    finally:
        server.terminate()
        server.wait()
    for problem in problems:
        print("PROBLEM", problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
