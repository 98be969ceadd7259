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
    def test_what_is_not_asked_for_is_not_sent(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        text = page.locator(".book .copy code")
        for name in ("every:", "count:", "address:", "description:"):
            self.assertNotIn(name, text.text_content())
        page.select_option("[name=every]", "week")
        self.assertIn("every: week\r\ncount: 4", text.text_content())
        page.locator("[name=type][value=IN_PERSON]").check(force=True)
        page.fill("[name=address]", "Harbour = 1 & $1")
        self.assertIn("address: Harbour = 1 & $1", text.text_content())
        body = page.locator(".book a[href^='mailto:']").get_attribute("href").split("body=")[1]
        self.assertEqual(urllib.parse.unquote(body), text.text_content())

    def test_only_times_that_the_length_fits(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        for minutes in page.locator("input[name=duration]").evaluate_all("l => l.map((i) => i.value)"):
            page.locator(f"input[name=duration][value='{minutes}']").check(force=True)
            fits = page.locator("input[name=start]").evaluate_all(
                "(l, m) => l.map((i) => [i.dataset.max - m >= 0, !i.disabled])", int(minutes))
            self.assertTrue(any(a for a, _ in fits))
            self.assertTrue(all(a == b for a, b in fits), minutes)

    def test_the_last_step_comes_into_sight_on_a_desktop(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        page.set_viewport_size({"width": 1280, "height": 800})
        for opened in (False, True):
            if opened:
                page.evaluate("document.querySelectorAll('.book > fieldset details').forEach((d) => { d.open = true })")
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            step = page.locator("#b-send").evaluate(
                "e => { const r = e.closest('section').getBoundingClientRect(); return [r.top, r.bottom, innerHeight] }")
            self.assertTrue(step[0] < step[2] and step[1] > 0, f"weeks unfolded: {opened}, {step}")
            side = page.locator(".book-side").evaluate("e => [e.scrollHeight, e.clientHeight]")
            self.assertEqual(side[0], side[1], "the form scrolls with the page, not in itself")

    def test_each_time_has_a_name_of_its_own(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        names = page.locator("label:has(input[name=start])").evaluate_all("l => l.map((e) => e.textContent)")
        self.assertEqual(len(set(names)), len(names))
        for part in ("Asia/Kathmandu", "Lowe Howard", "March"):
            self.assertIn(part, names[0])


if __name__ == "__main__":
    unittest.main()
