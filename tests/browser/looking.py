"""Looking at a page as axe does, light and dark, and at a phone's width."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

IS_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_DESKTOP: ViewportSize = {"width": 1280, "height": 800}
_PHONE: ViewportSize = {"width": 375, "height": 700}


def rules_broken(page: Page) -> list[tuple[str, list[str]]]:
    """The rules of axe that the page breaks, each with the first elements that do."""
    found = Axe().run(page).response["violations"]
    return [(broken["id"], [node["html"][:200] for node in broken["nodes"]][:3]) for broken in found]


def complaints(page: Page) -> list[object]:
    """What is wrong with the page as it is shown: rules broken in light and dark, and whether a phone has to scroll
    sideways. The page has to be opened with ``bypass_csp``.
    """
    found: list[object] = list(rules_broken(page))
    page.emulate_media(color_scheme="dark")
    found += rules_broken(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(_PHONE)
    if page.evaluate(IS_WIDE):
        found.append(f"{page.url} scrolls sideways on a phone")
    page.set_viewport_size(_DESKTOP)
    return found
