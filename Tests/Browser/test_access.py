"""What every kind of page owes every reader: the rules of WCAG 2.2 AA, headings, names, room, weight."""

import os
import pathlib
import re
import unittest

import axe_playwright_python
import sites
from looking import BrowserTest, kinds_of_pages

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHIFTS = """window.shifts = []; new PerformanceObserver((list) => { for (const e of list.getEntries())
  if (!e.hadRecentInput) window.shifts.push([e.value, e.sources.map((s) => s.node?.outerHTML?.slice(0, 60))]); })
  .observe({type: 'layout-shift', buffered: true});"""


class EveryKindOfPage(BrowserTest):
    """One visit a page: each look and width is set on the open page, since most of a test is loading."""

    def look_at(self, programme: sites.Programme, width: int, what, within: str = ""):
        """within: what the pages' paths begin with."""
        context = self.context(width=width, bypass_csp=True)
        context.add_init_script(SHIFTS)
        context.add_init_script("window.alert = (words) => { window.fired = words; };")
        paths = [path for path in kinds_of_pages(programme) if path.startswith(within)]
        self.visit(programme, paths, what, context, width)

    def violations(self, page, rules=None) -> list[str]:
        # Of these rules one reads media and none the text of style sheets; nobody here reads selectors.
        found = page.evaluate(
            """(only) => axe.run(document, {runOnly: only, resultTypes: ['violations'], selectors: false,
              preload: {assets: ['media']}})""",
            {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES})
        return [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]

    def check_rules(self, page):
        """axe-core in light and dark, on a phone and a desk."""
        page.evaluate(AXE)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            self.assertEqual(self.violations(page), [], width)
        page.emulate_media(color_scheme="dark")
        # The look decides colours alone, and a width no colours.
        self.assertEqual(self.violations(page, ["color-contrast", "link-in-text-block"]), [], "dark")

    def check_room(self, page, ways=("ltr",)):
        """Nothing scrolls sideways. From right to left test_languages looks, at a whole site in such a language."""
        for way in ways:
            page.evaluate("(way) => { document.documentElement.dir = way; }", way)
            for width in (320, 390, 768, 1600):
                page.set_viewport_size({"width": width, "height": 900})
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width, f"{way} {width}")

    def check_headings(self, page):
        levels = page.locator("h1, h2, h3, h4").evaluate_all(
            "l => l.filter((h) => h.checkVisibility()).map((h) => +h.tagName[1])")
        self.assertEqual(levels.count(1), 1, "one h1")
        for before, after in zip(levels, levels[1:]):
            self.assertLessEqual(after, before + 1, levels)

    def check_names(self, page):
        """A name leads to one place: heard without its surroundings, a link says where it goes."""
        links = page.locator("main a[href]").evaluate_all(
            """l => l.filter((a) => a.checkVisibility()).map((a) => {
              const c = a.cloneNode(true); c.querySelectorAll('[aria-hidden=true]').forEach((e) => e.remove());
              return [a.ariaLabel || c.textContent.replace(/\\s+/g, ' ').trim(), a.href]; })""")
        places = {}
        for name, place in links:
            self.assertTrue(name, f"a link to {place} has no name")
            places.setdefault(name, set()).add(place)
        self.assertEqual({name: len(to) for name, to in places.items() if len(to) > 1}, {})

    def check_shifts(self, page):
        shifts = page.evaluate("window.shifts")
        self.assertLess(sum(value for value, _ in shifts), 0.02, shifts)

    def test_a_full_programme(self):
        def check(page):
            self.check_shifts(page)
            self.check_headings(page)
            self.check_names(page)
            self.check_rules(page)
            self.check_room(page)

        self.look_at(sites.demo(), 1280, check)

    def test_the_first_view_of_a_phone_does_not_shift(self):
        # Where a script shows a choice of zones, filters and favourites.
        self.look_at(sites.demo(), 390, self.check_shifts, within="mentors/")
        self.look_at(sites.demo(), 390, self.check_shifts, within="topics/")

    def test_an_empty_programme(self):
        def check(page):
            self.check_headings(page)
            self.check_rules(page)
            self.check_room(page)

        self.look_at(sites.empty(), 1280, check)

    def test_hostile_words_are_words(self):
        def check(page):
            self.assertIsNone(page.evaluate("window.fired ?? null"))
            self.check_room(page, ("ltr", "rtl"))

        self.look_at(sites.hostile(), 1280, check)
        page = self.open(sites.hostile(), "mentors/eve/")
        self.assertEqual(page.locator("h1").text_content(), sites.HOSTILE)


class Weight(unittest.TestCase):
    def test_weight(self):
        site = pathlib.Path(sites.demo().site)
        scripts = sum(f.stat().st_size for f in site.glob("assets/*.js"))
        styles = sum(f.stat().st_size for f in site.glob("assets/*.css"))
        self.assertLessEqual(scripts, 12 * 1024)
        self.assertLessEqual(styles, 30 * 1024)
        for page in site.glob("mentors/*/index.html"):
            self.assertLessEqual(page.stat().st_size, 60 * 1024, page)

    def test_no_code_and_no_style_within_pages(self):
        for folder, _, files in os.walk(sites.demo().site):
            for name in (n for n in files if n.endswith(".html")):
                text = pathlib.Path(folder, name).read_text(encoding="utf-8")
                self.assertIsNone(re.search(r"<script(?![^>]*(src=|ld\+json))|\sstyle=|\son[a-z]+=|javascript:", text),
                                  os.path.join(folder, name))


if __name__ == "__main__":
    unittest.main()
