"""The pictures in docs/screenshots: the demo newsroom started by its own command, in a data folder of its own.

``make screenshots`` starts everything, edits a page of the demo site under a vetted claim, waits until the claim is
back in the queue, and takes the pictures at desktop and phone width, light and dark.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "screenshots"
EDITED = "velland-wire.localhost/story/brennick-river"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def _started(process: subprocess.Popen[str]) -> str:
    """The address that the start prints; what it prints besides goes to standard error."""
    assert process.stdout is not None
    for line in process.stdout:
        sys.stderr.write(line)
        found = re.search(r"runs at (http://\S+?)/?\s", line)
        if found:
            return found.group(1)
    raise RuntimeError("the start ended without an address")


def _sign_in(browser: Browser, site: str, name: str, password: str, **options: Any) -> Page:
    page = browser.new_context(base_url=site, **options).new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    return page


def _take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    _shot(page, name)


def _named(page: Page, kind: str) -> str | None:
    """The address of the first record of a kind that the page links to, as ``/findings/4k7…/``."""
    addresses = [link.get_attribute("href") or "" for link in page.locator(f"main a[href^='/{kind}/']").all()]
    return next((address for address in addresses if re.match(rf"/{kind}/[0-9a-z]{{16}}/", address)), None)


def _first(page: Page, address: str, kind: str) -> str:
    """The same of the page at ``address``, which has to link to one."""
    page.goto(address)
    found = _named(page, kind)
    assert found is not None, address
    return found


def _finding(page: Page) -> str:
    """The first finding, as soon as there is one; a minute is enough, three are waited."""
    for _ in range(90):
        page.goto("/findings/")
        found = _named(page, "findings")
        if found is not None:
            return found
        time.sleep(2)
    raise RuntimeError("no finding after three minutes")


def _shot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/screenshots/{name}.png")


def _desk(page: Page, corroborated: str) -> None:
    """Edges, owners, verdicts, the graph, and what a letter would send back."""
    story = _first(page, "/claims/?q=dock", "claims")
    _take(page, f"{story}graph/", "graph")
    _take(page, _suspected(page, but=corroborated), "edges")
    page.goto("/scales/")
    _take(page, str(page.locator("main a[href^='/scales/']").first.get_attribute("href")), "verdicts")
    _owner(page)
    page.goto(corroborated)
    source = page.locator(".lettered > p:first-child a[href*='?claim=']").last.get_attribute("href")
    page.goto(str(source))
    page.check("input[name=letter][value=E]")
    page.fill("[name=reason]", "Two of her figures were wrong this month")
    page.get_by_role("button", name="Save my letter").click()
    _shot(page, "sent-back")


def _suspected(page: Page, *, but: str) -> str:
    """The address of a page that shows two passages which may be one origin: a judgement of the demo is taken back."""
    page.goto("/claims/")
    claims = [str(link.get_attribute("href")) for link in page.locator("main th a[href^='/claims/']").all()]
    for claim in claims:
        if claim == but:
            continue
        page.goto(claim)
        judged = page.locator("section.why form[action$='/edges/undo/'] button")
        if judged.count():
            judged.first.click()
            page.wait_for_load_state()
            return str(page.locator("section.why a[href*='/edges/?']").first.get_attribute("href"))
    raise RuntimeError("the demo's editors judged no edge")


def _owner(page: Page) -> None:
    """An outlet whose owner was recorded a moment ago."""
    page.goto("/sources/?kind=outlet")
    page.goto(str(page.locator("main th a").last.get_attribute("href")))
    page.locator("main a[href^='/outlets/']").first.click()
    page.get_by_label("Owner", exact=True).fill("Tidewater Press Group")
    page.get_by_label("Where is this known from?").fill("The imprint of both")
    page.get_by_role("button", name="Save").click()
    _shot(page, "owner")


def _pictures(browser: Browser, site: str, people: dict[str, str], data: str) -> None:
    ada = _sign_in(browser, site, "ada", people["ada"])
    _take(ada, "/", "home")
    snapshot = _first(ada, _first(ada, "/claims/?state=vetted&q=Sanderling", "claims"), "snapshots").partition("?")[0]
    _take(ada, snapshot, "reading")
    _take(ada, f"{snapshot}?order=worth", "reading-worth")
    log = ada.locator("a[data-log]").nth(2).get_attribute("href")
    _take(ada, str(log), "log")
    command = [sys.executable, "manage.py", "demo_site", "tell", EDITED, "edit"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PROVENANCE_DATA": data}, check=True)
    edith = _sign_in(browser, site, "edith", people["edith"])
    finding = _finding(edith)
    _take(edith, finding, "finding")
    editions = edith.locator("a[href^='/documents/']").first.get_attribute("href")
    _take(edith, str(editions), "editions")
    _take(edith, "/queue/", "queue")
    corroborated = _first(edith, "/claims/?status=corroborated", "claims")
    _take(edith, corroborated, "claim")
    dark = _sign_in(browser, site, "edith", people["edith"], color_scheme="dark")
    _take(dark, corroborated, "claim-dark")
    phone = _sign_in(browser, site, "edith", people["edith"], viewport={"width": 390, "height": 844})
    _take(phone, corroborated, "claim-phone")
    _take(phone, snapshot, "reading-phone")
    _desk(edith, corroborated)


def main() -> None:
    """Start, take the pictures, stop."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tempfile.mkdtemp(prefix="prov-")
    Path(data).chmod(0o755)
    command = [sys.executable, "-m", "provenance.run", "--port", "8300", "--demo-port", "8310"]
    environment = {**os.environ, "PROVENANCE_DATA": data, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        site = _started(process)
        people = json.loads((Path(data) / "demo-sign-ins.json").read_text())["passwords"]
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
            _pictures(browser, site, people, data)
            browser.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main()
