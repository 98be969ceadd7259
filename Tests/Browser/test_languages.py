"""Languages: the whole site from right to left in longer words, and the ways from one language to another."""

import re
import unittest

import pseudo
import sites
from looking import BrowserTest, kinds_of_pages

# What goes out of its own box, of the page, or under somebody else's edge. A scroller may hold more than it shows.
CLIPPED = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const scrolls = (e) => { for (; e && e !== document.body; e = e.parentElement)
    if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, e = text.parentElement;
    if (!text.data.trim() || !e.checkVisibility({visibilityProperty: true}) || e.closest('.sr, .skip, select, [hidden]')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      const say = (what) => found.push(`${what}: ${text.data.trim().slice(0, 40)} in ${e.outerHTML.slice(0, 80)}`);
      if ((box.left < -1 || box.right > wide + 1) && !scrolls(e)) say('outside of the page');
      for (let up = e; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const own = up.getBoundingClientRect();
        if (/hidden|clip/.test(style.overflowX + style.overflowY) && (box.left < own.left - 1 || box.right > own.right + 1
          || box.top < own.top - 3 || box.bottom > own.bottom + 3)) say('cut off');
        if (/auto|scroll/.test(style.overflowX)) break;
        const edged = parseFloat(style.borderInlineStartWidth) || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
        if (edged && (box.left < own.left - 1 || box.right > own.right + 1)) say('beyond its box');
      }
    }
  }
  return [...new Set(found)];
}"""

# What begins at the left though the page does not.
STARTS = """() => [...document.querySelectorAll('main h1, main h2, main h3, main p, main li, main dt, main label')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.sr') && e.textContent.trim()
    && getComputedStyle(e).textAlign === 'left').map((e) => e.outerHTML.slice(0, 90))"""

# Each number, address and time is a thing of its own among words that run the other way.
ISOLATED = """() => [...document.querySelectorAll('time, code, bdi')].filter((e) => e.checkVisibility()
  && !/isolate|plaintext/.test(getComputedStyle(e).unicodeBidi)).map((e) => e.outerHTML.slice(0, 90))"""


class FromRightToLeft(BrowserTest):
    def check_page(self, page):
        self.assertEqual(page.evaluate("document.documentElement.dir"), "rtl")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
            self.assertEqual(page.evaluate(CLIPPED), [], width)
        self.assertEqual(page.evaluate(STARTS), [])
        self.assertEqual(page.evaluate(ISOLATED), [])

    def check_sides(self, page):
        """What begins a line stands at the right: the name of the site, headings, the person's navigation."""
        if not page.locator(".site-head").count():
            return

        def box(query):
            return page.locator(query).first.bounding_box()

        wrap, brand, switch = box(".site-head .wrap"), box(".brand"), box(".theme-switch")
        self.assertGreater(brand["x"], switch["x"])
        self.assertAlmostEqual(brand["x"] + brand["width"], wrap["x"] + wrap["width"] - 36, delta=3)
        main, heading = box("main"), page.locator("h1").first
        words = heading.evaluate("(e) => { const r = document.createRange(); r.selectNodeContents(e);"
                                 " return Math.max(...[...r.getClientRects()].map((b) => b.right)); }")
        if not page.locator(".empty.tall h1, .profile h1, .page-head.with-avatar h1").count():
            self.assertAlmostEqual(words, main["x"] + main["width"], delta=4)
        side = page.locator(".side")
        if side.count():
            self.assertGreater(box(".side")["x"], main["x"])

    def test_every_kind_of_page(self):
        def check(page):
            self.check_page(page)
            self.check_sides(page)

        self.visit(sites.mirrored(), kinds_of_pages(sites.mirrored()), check, self.context(locale="ar"))

    def test_the_scripts_words_stay_in_their_boxes(self):
        page = self.open(sites.mirrored(), "mentors/", context=self.context(width=320, zone="Asia/Kathmandu", locale="ar"))
        page.get_by_role("searchbox").fill("no such mentor")
        self.assertEqual(page.evaluate(CLIPPED), [])
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_what_is_cut_off_is_seen(self):
        page = self.open(sites.mirrored(), "")
        page.locator(".button").first.evaluate("(e) => Object.assign(e.style, {width: '3rem', whiteSpace: 'nowrap'})")
        self.assertNotEqual(page.evaluate(CLIPPED), [])
        page = self.open(sites.mirrored(), "mentors/")
        page.locator("h1").evaluate("(e) => Object.assign(e.style, {transform: 'translateX(-100vw)', textAlign: 'left'})")
        self.assertIn("outside of the page", page.evaluate(CLIPPED)[0])
        self.assertEqual(len(page.evaluate(STARTS)), 1)

    def test_arrows_point_the_other_way(self):
        for programme, sign in ((sites.demo(), "none"), (sites.mirrored(), "-1 1")):
            page = self.open(programme, "")
            self.assertEqual(page.locator(".hero .flip").first.evaluate("(e) => getComputedStyle(e).scale"), sign)

    def test_no_english_word_is_left(self):
        page = self.open(sites.mirrored(), "mentors/")
        for button in page.locator("label, legend, main nav > span, .site-nav li:nth-child(-n+2)").all_inner_texts():
            self.assertIsNone(re.search("[A-Za-z]{3}", button.replace("Any", "")), button)


class Switching(BrowserTest):
    def test_the_same_page_in_the_other_language_and_back(self):
        programme = sites.two_languages()
        folder = pseudo.TAG.lower() + "/"
        page = None
        for path in ("", "mentors/", "about/", "session-types/", "topics/"):
            page = self.open(programme, path, page=page)
            there = page.locator(f".site-nav a[hreflang={pseudo.TAG}]")
            self.assertEqual((there.get_attribute("lang"), there.get_attribute("dir")), (pseudo.TAG, "rtl"))
            there.click()
            page.wait_for_url(programme.address + folder + path)
            self.assertEqual(page.evaluate("document.documentElement.dir"), "rtl")
            page.locator(".site-nav a[hreflang=en]").click()
            page.wait_for_url(programme.address + path)

    def test_words_that_are_not_translated_are_read_as_what_they_are(self):
        page = self.open(sites.two_languages(), pseudo.TAG.lower() + "/about/")
        self.assertEqual(page.locator("h1").evaluate("(e) => [e.lang, e.dir]"), ["en", "ltr"])
        self.assertEqual(page.locator(".prose").first.evaluate("(e) => [e.lang, e.dir]"), ["en", "ltr"])

    def test_every_kind_of_page_has_room(self):
        programme = sites.two_languages()
        folder = pseudo.TAG.lower() + "/"

        def check(page):
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
                self.assertEqual(page.evaluate(CLIPPED), [], width)

        paths = [path for path in kinds_of_pages(programme)
                 if path.startswith(folder) or path in ("", "mentors/", "about/")]
        self.visit(programme, paths, check, self.context(locale="en"))


if __name__ == "__main__":
    unittest.main()
