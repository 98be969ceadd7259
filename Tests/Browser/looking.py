"""A browser for the tests: headless Chromium with a zone, a locale, a clock, a look."""

import atexit
import functools
import os
import shutil
import unittest

import sites
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright


@functools.cache
def _chromium() -> Browser:
    """One browser for all tests of a run; what tests keep apart are contexts. The shell is the same engine without the
    windows around it, which cost three times what a page does."""
    found = [shutil.which(name) for name in ("chromium-headless-shell", "chromium", "chromium-browser")]
    path = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if not path:
        raise RuntimeError("there is no browser: apt-get install chromium-headless-shell, or name one in CHROMIUM")
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(
        executable_path=path,
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
              "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])


class BrowserTest(unittest.TestCase):
    """Opens pages; a script's error, a refused resource or a request to another host fails the test."""

    def setUp(self):
        self.contexts = []
        self.faults = []

    def tearDown(self):
        for context in self.contexts:
            context.close()
        self.assertEqual(self.faults, [])

    def context(self, width=1280, zone="Europe/Berlin", locale="en-GB", dark=False, script=True, **more):
        context = _chromium().new_context(
            viewport={"width": width, "height": 900}, timezone_id=zone, locale=locale, java_script_enabled=script,
            color_scheme="dark" if dark else "light", reduced_motion="reduce", **more)
        self.contexts.append(context)
        return context

    def open(self, programme: sites.Programme, path: str, now: str = sites.NOW, context=None, page=None, **look) -> Page:
        """A page of the site at `path`: in a new tab, the reader's clock standing at `now`, or in an open one of the same
        programme, whose clock and size stay, at a third of the price."""
        page = page or self._tab(programme, now, context or self.context(**look))
        answer = page.goto(programme.address + path)
        self.assertEqual(answer.status, 200, path)
        return page

    def _tab(self, programme: sites.Programme, now: str, context: BrowserContext) -> Page:
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: said.type == "error" and self.faults.append(f"{page.url}: {said.text}"))
        page.on("request", lambda request: request.url.startswith((programme.address, "data:"))
                or self.faults.append(f"{page.url} asks for {request.url}"))
        if now:
            page.clock.install(time=now)
        return page

    def visit(self, programme: sites.Programme, paths: list[str], what, context: BrowserContext, width: int = 1280) -> None:
        """Loads one page after the other, each in light colours and `width` pixels wide, whatever `what` does to the last."""
        page = None
        for path in paths:
            if page:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme="light")
            page = self.open(programme, path, context=context, page=page)
            with self.subTest(path=path):
                what(page)
        self.assertIsNotNone(page, "no page was looked at")


def kinds_of_pages(programme: sites.Programme) -> list[str]:
    """One page of each kind: of paths that differ in names alone the fullest."""
    found = {}
    for folder, _, files in os.walk(programme.site):
        for name in files:
            # The links of 404.html begin at the root of the address where it is shown.
            if not name.endswith(".html") or name == "404.html":
                continue
            file = os.path.join(folder, name)
            path = os.path.relpath(file, programme.site).removesuffix("index.html")
            parts = path.split("/")
            kind = tuple("*" if at > 0 and part and (len(part) == 32 or parts[at - 1] in _NAMES) else part
                         for at, part in enumerate(parts))
            found.setdefault(kind, []).append((-os.path.getsize(file), path))
    return sorted(min(paths)[1] for paths in found.values())


_NAMES = {"mentors", "topics", "subjects", "book", "week", "schedule", "page"}
