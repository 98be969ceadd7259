"""What a browser fills in again (Back, reload) is what the page goes by, and no way leads nowhere."""

import unittest
import urllib.parse

import sites
from looking import BrowserTest


class Returning(BrowserTest):
    def away_and_back(self, page):
        page.goto(urllib.parse.urljoin(page.url, "/privacy/"))
        page.go_back()
        page.wait_for_load_state("load")

    def body(self, page):
        query = urllib.parse.urlsplit(page.locator(".book a[href^='mailto:']").get_attribute("href")).query
        return urllib.parse.parse_qs(query)["body"][0]

    def booking(self):
        edges = sites.edges()
        return self.open(edges, edges.home("sam@example.org") + "book/late/")

    def test_a_booking_is_sent_as_it_is_shown(self):
        page = self.booking()
        longest = page.locator("input[name=duration]").last
        minutes = longest.get_attribute("value")
        longest.check(force=True)
        page.locator("details").evaluate_all("l => l.forEach((d) => { d.open = true; })")
        page.locator("input[name=start]:enabled").nth(1).check(force=True)
        chosen = page.locator("input[name=start]:checked").get_attribute("value")
        page.fill("#b-title", "Grüße & \"more\"")
        self.away_and_back(page)
        self.assertEqual(page.locator("input[name=duration]:checked").get_attribute("value"), minutes)
        fits = page.locator("input[name=start]").evaluate_all(
            "(l, m) => l.every((i) => (i.dataset.max - m >= 0) === !i.disabled)", int(minutes))
        self.assertTrue(fits, "times that the length does not fit are offered")
        for line in (f"start: {chosen}", f"duration: {minutes}", "title: Grüße & \"more\""):
            self.assertIn(line, self.body(page).splitlines())

    def test_no_mail_without_a_time(self):
        page = self.booking()
        stopped = "(a) => { const e = new MouseEvent('click', { cancelable: true }); return !a.dispatchEvent(e); }"
        # Nothing may follow the link in the test.
        link = page.locator(".book a[href^='mailto:']")
        self.assertTrue(link.evaluate(stopped), "a mail without a time was begun")
        self.assertEqual(page.evaluate("document.activeElement.name"), "start")
        # Chromium says so of each time in a folded week; the first one in sight has the focus.
        self.faults[:] = [fault for fault in self.faults if "name='start' is not focusable" not in fault]

    def test_the_zone_that_is_chosen_is_the_one_of_the_times(self):
        far = sites.far()
        page = self.open(far, "mentors/howe/", zone="Asia/Tokyo")
        page.goto(far.address + "mentors/berta/")
        page.select_option("#zone-select", "Pacific/Apia")
        page.go_back()
        page.wait_for_load_state("load")
        self.assertIn("Pacific/Apia", page.locator("[data-zones] p").text_content())
        self.assertEqual(page.locator("#zone-select").input_value(), "Pacific/Apia")

    def test_the_colours_that_are_chosen_are_the_ones_in_sight(self):
        far = sites.far()
        page = self.open(far, "")
        page.goto(far.address + "mentors/")
        page.locator("[data-theme-switch] input[value=dark]").check(force=True)
        page.go_back()
        page.wait_for_load_state("load")
        self.assertEqual(page.evaluate("document.documentElement.dataset.theme"), "dark")
        self.assertEqual(page.locator("[data-theme-switch] input:checked").get_attribute("value"), "dark")

    def test_favourites_only_are_shown_if_the_box_says_so(self):
        far = sites.far()
        page = self.open(far, "mentors/")
        page.locator("[data-fav]").first.click()
        page.locator("[name=fav]").check()
        self.away_and_back(page)
        shown = page.locator("[data-directory] .mentor-card").count()
        self.assertEqual(shown, 1 if page.locator("[name=fav]").is_checked() else 2)


class Ways(BrowserTest):
    def test_the_button_that_books_comes_into_sight_with_the_focus(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org") + "book/howe/")
        page.set_viewport_size({"width": 1280, "height": 480})
        for mark in ("#b-agenda", ".book a[href^='mailto:']"):
            page.locator(mark).evaluate("(e) => { scrollTo(0, 0); e.focus(); }")
            box = page.locator(mark).bounding_box()
            self.assertTrue(0 <= box["y"] and box["y"] + 20 <= 480, f"{mark} has the focus out of sight: {box}")

    def test_an_organiser_alone_has_no_link_that_leads_nowhere(self):
        edges = sites.edges()
        home = edges.home("kim@example.org")
        for path in (home, home + "sessions/", home + "profile/"):
            page = self.open(edges, path)
            links = page.locator("a[href]").evaluate_all("l => l.map((a) => a.href.split('#')[0])")
            for link in sorted({link for link in links if link.startswith(edges.address)}):
                self.assertEqual(page.request.get(link).status, 200, f"{path}: {link}")

    def test_initials_are_signs_that_have_a_shape(self):
        page = self.open(sites.edges(), "mentors/early/")
        self.assertEqual(page.locator("main .avatar").first.text_content(), "EE")

    def test_a_record_without_a_change_names_no_date(self):
        page = self.open(sites.empty(), "mentors/")
        self.assertEqual(page.locator("footer time").count(), 0)


if __name__ == "__main__":
    unittest.main()
