"""Times in a reader's zone and language, at a fold, at a gap, and as the clock goes on."""

import json
import os
import unittest
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import sites
from looking import BrowserTest
from playwright.sync_api import expect

SESSION = datetime(2026, 3, 22, 22, 0, tzinfo=timezone.utc)


def slots(slug):
    with open(os.path.join(sites.far().site, "mentors", slug, "slots.json"), encoding="utf-8") as file:
        return json.load(file)["slots"]


class PublicTimes(BrowserTest):
    def shown(self, page):
        """(instant, day heading, text) of every opening in sight."""
        return page.locator("[data-slots] time").evaluate_all(
            "l => l.map((t) => [t.dateTime, t.closest('section').id.slice(2), t.textContent])")

    def expected(self, instants, zone):
        local = [datetime.fromisoformat(i.replace("Z", "+00:00")).astimezone(ZoneInfo(zone)) for i in instants]
        return [[i, at.strftime("%Y-%m-%d"), at.strftime("%H:%M")] for i, at in zip(instants, local)]

    def test_each_reader_sees_own_days_and_hours(self):
        for zone in ["Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati",
                     "Pacific/Niue", "America/New_York", "Asia/Kolkata"]:
            page = None
            for slug in ["howe", "berta"]:
                page = self.open(sites.far(), f"mentors/{slug}/", zone=zone, page=page)
                shown = self.shown(page)
                self.assertGreater(len(shown), 10)
                self.assertEqual(shown, self.expected([s[0] for s in shown], zone), f"{slug} for {zone}")

    def test_the_strip_of_days_counts_what_the_list_shows(self):
        page = self.open(sites.far(), "mentors/howe/", zone="America/New_York")
        days = page.locator("[data-slots] section").evaluate_all(
            "l => Object.fromEntries(l.map((s) => [s.id, s.querySelectorAll('li').length]))")
        strip = page.locator(".horizon a").evaluate_all(
            "l => Object.fromEntries(l.map((a) => [a.hash.slice(1), +a.querySelector('.n').textContent]))")
        self.assertEqual(strip, days)

    def test_the_strip_has_every_day_that_has_openings(self):
        # The page's first day is the day before in the far west, its last the day after in the far east.
        for slug, zone in (("early", "Etc/GMT+12"), ("late", "Pacific/Kiritimati"), ("late", "Europe/Berlin")):
            page = self.open(sites.edges(), f"mentors/{slug}/", zone=zone)
            days = page.locator("[data-slots] section").evaluate_all("l => l.map((s) => s.id)")
            strip = page.locator(".horizon li").evaluate_all("l => l.map((e) => e.querySelector('a')?.hash.slice(1))")
            self.assertEqual([day for day in strip if day], days, f"{slug} for {zone}")
            self.assertEqual(len(set(strip) - {None}), len(days))
        plain = self.open(sites.edges(), "mentors/late/", script=False, now=None)
        self.assertEqual(len(strip), plain.locator(".horizon li").count(), "in her own zone the days are the page's")

    def test_years_and_digits_are_those_of_the_page(self):
        page = self.open(sites.persian(), "mentors/late/", zone="Asia/Tehran", locale="fa-IR")
        headings = page.locator("[data-slots] h3").all_text_contents()
        self.assertTrue(headings)
        for heading in headings:
            self.assertIn("2026", heading)

    def test_paper_names_the_zone(self):
        for path in ("mentors/late/", "mentors/late/week/2026-W13/"):
            page = self.open(sites.edges(), path, zone="Asia/Tokyo")
            page.emulate_media(media="print")
            expect(page.locator("[data-zones] p")).to_be_visible()
            self.assertIn("Asia/Tokyo", page.locator("[data-zones] p").text_content())

    def test_a_week_without_a_script_names_the_zone_on_a_phone_too(self):
        page = self.open(sites.edges(), "mentors/early/week/2026-W13/", script=False, now=None, width=390)
        self.assertIn("Asia/Kathmandu", page.locator("main").inner_text())

    def test_an_older_name_of_the_same_zone_is_the_same_zone(self):
        page = self.open(sites.edges(), "mentors/early/", zone="Asia/Kathmandu")
        self.assertEqual(page.locator("#zone-select").input_value(), "Asia/Kathmandu")
        self.assertEqual(page.locator("[data-zones] p").text_content(), "")

    def test_without_a_script_the_mentors_clock_is_named(self):
        page = self.open(sites.far(), "mentors/howe/", script=False, now=None, zone="Asia/Kathmandu")
        shown = self.shown(page)
        self.assertEqual(shown, self.expected([s[0] for s in shown], "Australia/Lord_Howe"))
        self.assertIn("Australia/Lord_Howe", page.locator("main").text_content())

    def test_the_choice_is_kept_and_said(self):
        here = self.context(zone="Asia/Kathmandu")
        page = self.open(sites.far(), "mentors/howe/", context=here)
        own = page.locator("#zone-select").input_value()
        self.assertIn(own, ("Asia/Kathmandu", "Asia/Katmandu"), "browsers keep the older name")
        self.assertIn(own, page.locator("[data-zones] p").text_content())
        page.select_option("#zone-select", "Australia/Lord_Howe")
        first = self.shown(page)[0]
        self.assertEqual(first, self.expected([first[0]], "Australia/Lord_Howe")[0])
        again = self.open(sites.far(), "mentors/howe/", context=here)
        self.assertEqual(again.locator("#zone-select").input_value(), "Australia/Lord_Howe")
        other = self.open(sites.far(), "mentors/berta/", context=here)
        self.assertEqual(other.locator("#zone-select").input_value(), "Europe/Berlin", "the mentor's, whoever she is")

    def test_a_gap_and_a_fold_are_in_sight(self):
        # Berlin, 29 March: 02:00 to 03:00 is not there. Five hours on the clock are four.
        day = [s["start"] for s in slots("berta") if "2026-03-28T22" < s["start"] < "2026-03-29T22"]
        page = self.open(sites.far(), "mentors/berta/", zone="Europe/Berlin")
        texts = [text for instant, _, text in self.shown(page) if instant in day]
        self.assertTrue(texts)
        self.assertFalse([t for t in texts if t.startswith("02:")], texts)
        # Lord Howe, 5 April: 01:30 to 02:00 is there twice; each opening is an instant, so both stand apart.
        day = [s["start"] for s in slots("howe") if "2026-04-04T13" <= s["start"] < "2026-04-05T00"]
        page = self.open(sites.far(), "mentors/howe/", zone="Australia/Lord_Howe")
        texts = [(instant, text) for instant, _, text in self.shown(page) if instant in day]
        self.assertEqual(len({i for i, _ in texts}), len(texts))
        self.assertTrue(texts)

    def test_other_languages_of_the_browser_do_not_mix_in(self):
        page = self.open(sites.far(), "mentors/howe/", zone="Asia/Kathmandu", locale="de-DE")
        headings = page.locator("[data-slots] h3").all_text_contents()
        self.assertTrue(all(any(d in h for d in ("Sunday", "Monday", "Saturday")) for h in headings), headings)

    def test_old_pages_say_so(self):
        page = self.open(sites.far(), "", now="2026-03-16T12:00:00Z")
        expect(page.locator("[data-stale]")).to_be_hidden()
        page = self.open(sites.far(), "", now="2026-03-20T12:00:00Z")
        expect(page.locator("[data-stale]")).to_be_visible()


class PersonalTimes(BrowserTest):
    """In the person's own zone, wherever the browser is."""

    def test_own_zone_with_and_without_a_script(self):
        far = sites.far()
        for email, zone in (("sam@example.org", "Asia/Kathmandu"), ("howe@example.org", "Australia/Lord_Howe")):
            for script in (True, False):
                page = self.open(far, far.home(email) + "sessions/", script=script, zone="America/New_York",
                                 now=sites.NOW if script else None)
                text = page.locator(".session").text_content()
                self.assertIn(SESSION.astimezone(ZoneInfo(zone)).strftime("%H:%M"), text)
                self.assertIn(zone, text)

    def test_words_for_near_times(self):
        far = sites.far()
        for before, words in ((timedelta(minutes=10), "in 10 minutes"), (timedelta(hours=20), "tomorrow")):
            page = self.open(far, far.home("sam@example.org") + "sessions/",
                             now=(SESSION - before).isoformat().replace("+00:00", "Z"))
            self.assertIn(words, page.locator(".session .rel").first.text_content())


    def test_near_times_are_near_in_the_zone_beside_them(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "sessions/")
        # 22:00 UTC on Sunday: Monday morning for both, and for neither today before their midnights.
        path = page.locator(".session h3 a").evaluate("a => a.href").removeprefix(far.address)
        for now, howe, kathmandu in (("2026-03-22T12:00:00Z", "tomorrow", "tomorrow"),
                                     ("2026-03-22T14:00:00Z", "today", "tomorrow"),
                                     ("2026-03-22T19:00:00Z", "today", "today")):
            page = self.open(far, path, now=now)
            said = dict(page.locator("dd time[data-zone]").evaluate_all(
                "l => l.map((t) => [t.dataset.zone, t.nextElementSibling.textContent])"))
            self.assertEqual(said, {"Australia/Lord_Howe": howe, "Asia/Kathmandu": kathmandu}, now)

    def test_a_meeting_that_has_begun_does_not_say_that_it_has_not(self):
        edges = sites.edges()
        page = self.open(edges, edges.home("sam@example.org") + "sessions/")
        path = page.locator(".session h3 a").evaluate("a => a.href").removeprefix(edges.address)
        for now, sight in (("2026-03-23T20:59:00Z", True), ("2026-03-23T21:00:00Z", False)):
            note = self.open(edges, path, now=now).locator(".meeting > .note")
            self.assertEqual(note.is_visible(), sight, now)
            self.assertNotIn("join", note.text_content(), "one goes to a place")


class Joining(BrowserTest):
    def meeting(self, at):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "sessions/", now=at)
        page.goto(page.locator(".session h3 a").evaluate("a => a.href"))
        return page, page.locator("[data-join]").first

    def test_the_link_opens_a_quarter_of_an_hour_before(self):
        page, join = self.meeting("2026-03-22T21:44:00Z")
        link = join.locator("a")
        self.assertIsNone(link.get_attribute("href"))
        self.assertEqual(link.get_attribute("aria-disabled"), "true")
        self.assertIn("00:01:00", join.locator("[data-join-note]").text_content())
        page.clock.run_for(59_000)
        self.assertIsNone(link.get_attribute("href"))
        page.clock.run_for(2_000)
        self.assertTrue(link.get_attribute("href").startswith("https://"))
        self.assertIn("live", link.get_attribute("class").split())
        self.assertEqual(link.get_attribute("rel"), "noopener noreferrer")
        self.assertEqual(link.get_attribute("target"), "_blank")

    def test_the_link_closes_at_the_end(self):
        page, join = self.meeting("2026-03-22T22:59:58Z")
        self.assertTrue(join.locator("a").get_attribute("href"))
        page.clock.run_for(3_000)
        self.assertIsNone(join.locator("a").get_attribute("href"))
        self.assertEqual(join.locator("[data-join-note]").text_content(),
                         join.locator("[data-join-note]").get_attribute("data-over"))

    def test_without_a_script_the_link_stands_beside_its_time(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "sessions/", script=False, now=None)
        join = page.locator("[data-join]").first
        self.assertTrue(join.locator("a").get_attribute("href").startswith("https://"))
        self.assertIn((SESSION - timedelta(minutes=15)).astimezone(ZoneInfo("Asia/Kathmandu")).strftime("%H:%M"),
                      join.text_content())


if __name__ == "__main__":
    unittest.main()
