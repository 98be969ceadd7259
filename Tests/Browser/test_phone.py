"""A phone: where pages open, what is seen first, what is chosen."""

import datetime
import pathlib
import unittest

from playwright.sync_api import expect

import sites
from looking import BrowserTest

PHONE = dict(width=390)


class Phone(BrowserTest):
    def personal(self, *ends, **look):
        """The pages of a student of the demo who has a booking page."""
        programme = sites.demo()
        for page in sorted((pathlib.Path(programme.site) / "u").glob("*/book/*/index.html")):
            home = page.parents[2].relative_to(programme.site)
            return [self.open(programme, f"{home}/{end}", **look) for end in ends] + [
                self.open(programme, f"{page.parent.relative_to(programme.site)}/", **look)]
        self.fail("no booking page")

    def test_pages_open_at_their_top(self):
        for page in self.personal("", "sessions/", "sessions/past/", "requests/", **PHONE):
            self.assertEqual(page.evaluate("scrollY"), 0, page.url)

    def test_the_heading_is_within_the_first_third(self):
        for page in self.personal("", "sessions/", **PHONE):
            top = page.locator("h1").bounding_box()["y"]
            self.assertLess(top, 900 / 3, page.url)

    def test_a_booking_can_be_sent_from_every_place(self):
        *_, page = self.personal(**PHONE)
        self.assertLess(page.evaluate("document.documentElement.scrollHeight"), 5500)
        go = page.locator(".book-go a")
        expect(go).to_be_in_viewport()
        go.click()
        expect(page.locator("#b-title")).to_be_in_viewport()

    def test_what_is_chosen_is_said(self):
        *_, page = self.personal(**PHONE)
        says = page.locator(".facts-list output")
        self.assertIn("Choose a time", says.text_content())
        page.locator("details[open] [data-max]:enabled").first.evaluate("i => i.click()")
        self.assertNotIn("Choose a time", says.text_content())
        chosen = page.locator("details[open] [data-max]:checked").evaluate("i => i.parentNode.textContent")
        self.assertIn(chosen, says.text_content())
        self.assertIn("60 minutes", says.text_content())

    def test_a_length_that_does_not_fit_is_said(self):
        *_, page = self.personal(**PHONE)
        page.evaluate("""() => {
            const input = document.querySelector("details[open] [data-max]");
            input.dataset.max = 30;
            document.querySelector("[name=duration][value='30']")?.click();
            input.click();
        }""")
        self.assertNotIn("Choose a time", page.locator(".facts-list output").text_content())
        page.evaluate("""() => document.querySelector("[name=duration][value='60']").click()""")
        self.assertIn("Choose a time", page.locator(".facts-list output").text_content())


class States(BrowserTest):
    def test_a_declined_request_is_red(self):
        programme = sites.demo()
        found = 0
        for path in sorted((pathlib.Path(programme.site) / "u").glob("*/connections/index.html")):
            if "button refused" not in path.read_text():
                continue
            found += 1
            page = self.open(programme, f"{path.parent.relative_to(programme.site)}/")
            colour = page.locator(".button.refused").first.evaluate("e => getComputedStyle(e).color")
            bad = page.evaluate("""() => { const p = document.createElement("p"); p.style.color = "var(--bad)";
                document.body.append(p); return getComputedStyle(p).color; }""")
            self.assertEqual(colour, bad)
            break
        self.assertTrue(found, "the demo has a declined request")

    def test_a_week_is_in_one_zone(self):
        page = self.open(sites.edges(), "mentors/late/week/2026-W13/", zone="Asia/Tokyo")
        heads = page.locator(".week-wide tbody th")
        self.assertTrue(heads.count())
        self.assertEqual({"hidden"}, set(heads.evaluate_all("all => all.map(e => getComputedStyle(e).visibility)")))

    def test_a_meeting_that_can_be_joined_is_not_about_to_begin(self):
        programme = sites.demo()
        for path in sorted((pathlib.Path(programme.site) / "m").glob("*/index.html")):
            text = path.read_text()
            if 'class="meeting before"' not in text or "data-join=" not in text:
                continue
            start = text.split('data-join="')[1].split('"')[0]
            page = self.open(programme, f"{path.parent.relative_to(programme.site)}/", now=self.minutes_before(start, 5))
            expect(page.locator(".join-link.live")).to_be_visible()
            expect(page.locator(".meeting.before > .note")).to_be_hidden()
            return
        self.fail("no session ahead")

    @staticmethod
    def minutes_before(start, minutes):
        at = datetime.datetime.fromisoformat(start.replace("Z", "+00:00")) - datetime.timedelta(minutes=minutes)
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    unittest.main()
