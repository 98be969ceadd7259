"""A keyboard from the search to the request, and the ways to act on a page."""

import unittest
import urllib.parse

import sites
from looking import BrowserTest


class Keyboard(BrowserTest):
    def focused(self, page):
        return page.evaluate("(document.activeElement.textContent || document.activeElement.id).trim()")

    def tab_to(self, page, selector, limit=80):
        """Presses Tab until what has the focus matches; every stop on the way must be in sight."""
        for _ in range(limit):
            page.keyboard.press("Tab")
            box = page.evaluate(
                """() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
                   return [e.outerHTML.slice(0, 80), r.width, r.height, s.visibility] }""")
            self.assertTrue(box[1] > 0 and box[2] > 0 and box[3] == "visible", f"the focus is on what nobody sees: {box[0]}")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        self.fail(f"{limit} tabs did not reach {selector}")

    def follow(self, page, selector, url):
        """Goes to a link by Tab and through it by Enter."""
        self.tab_to(page, selector)
        page.keyboard.press("Enter")
        page.wait_for_url(url)

    def test_from_search_to_request(self):
        page = self.open(sites.demo(), "mentors/")
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.hash"), "#main", "the first stop skips the navigation")
        page.keyboard.press("Enter")
        self.tab_to(page, "#q", 3)
        name = page.locator("[data-directory] li:not(:has(.badge.warn)) h3").nth(3).text_content()
        page.keyboard.type(name.split()[-1])
        self.follow(page, "[data-directory] h3 a", "**/mentors/*/")
        self.follow(page, ".profile-act a.primary", "**/connect/")
        self.tab_to(page, "a[href^='mailto:'], button[data-copy]")

    def test_from_home_to_a_sent_booking(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org"))
        self.follow(page, "main a[href*='connections/']", "**/connections/")
        self.follow(page, "a[href*='book/howe/']", "**/book/howe/")
        self.tab_to(page, "input[name=start]")
        page.keyboard.press("Space")
        chosen = page.locator("input[name=start]:checked").get_attribute("value")
        self.tab_to(page, "#b-title")
        page.keyboard.type("Reading a compiler")
        link = page.locator(".book a[href^='mailto:']")
        body = urllib.parse.parse_qs(urllib.parse.urlsplit(link.get_attribute("href")).query)["body"][0]
        self.assertIn(f"start: {chosen}", body)
        self.assertIn("title: Reading a compiler", body)
        self.assertIn("title: Reading a compiler", page.locator(".book .copy code").text_content())


class Booking(BrowserTest):
    def test_only_times_that_the_length_fits(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        for minutes in page.locator("input[name=duration]").evaluate_all("l => l.map((i) => i.value)"):
            page.locator(f"input[name=duration][value='{minutes}']").check(force=True)
            fits = page.locator("input[name=start]").evaluate_all(
                "(l, m) => l.map((i) => [i.dataset.max - m >= 0, !i.disabled])", int(minutes))
            self.assertTrue(any(a for a, _ in fits))
            self.assertTrue(all(a == b for a, b in fits), minutes)

    def test_each_time_has_a_name_of_its_own(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        names = page.locator("label:has(input[name=start])").evaluate_all("l => l.map((e) => e.textContent)")
        self.assertEqual(len(set(names)), len(names))
        for part in ("Asia/Kathmandu", "Lowe Howard", "March"):
            self.assertIn(part, names[0])


if __name__ == "__main__":
    unittest.main()
