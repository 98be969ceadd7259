"""A browser for the tests: headless Chromium with a zone, a locale, a clock, a look."""

import os
import shutil
import unittest

import sites
from playwright.sync_api import Page, sync_playwright


class BrowserTest(unittest.TestCase):
    """Opens pages; a script's error, a refused resource or a request to another host fails the test."""

    @classmethod
    def setUpClass(cls):
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        if not path:
            raise RuntimeError("there is no chromium: apt-get install chromium, or name it in CHROMIUM")
        cls.playwright = sync_playwright().start()
        cls.chromium = cls.playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
                  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])

    @classmethod
    def tearDownClass(cls):
        cls.chromium.close()
        cls.playwright.stop()

    def setUp(self):
        self.contexts = []
        self.faults = []

    def tearDown(self):
        for context in self.contexts:
            context.close()
        self.assertEqual(self.faults, [])

    def context(self, width=1280, zone="Europe/Berlin", locale="en-GB", dark=False, script=True, **more):
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, timezone_id=zone, locale=locale, java_script_enabled=script,
            color_scheme="dark" if dark else "light", reduced_motion="reduce", **more)
        self.contexts.append(context)
        return context

    def open(self, programme: sites.Programme, path: str, now: str = sites.NOW, context=None, **look) -> Page:
        """A page of the site at `path`, the reader's clock standing at `now`."""
        page = (context or self.context(**look)).new_page()
        page.set_default_timeout(5_000)
        page.on("pageerror", lambda error: self.faults.append(f"{path}: {error}"))
        page.on("console", lambda said: said.type == "error" and self.faults.append(f"{path}: {said.text}"))
        page.on("request", lambda request: request.url.startswith((programme.address, "data:"))
                or self.faults.append(f"{path} asks for {request.url}"))
        if now:
            page.clock.install(time=now)
        answer = page.goto(programme.address + path)
        self.assertEqual(answer.status, 200, path)
        return page


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
