"""Numbers as charts with their tables, and a student's way from home to a booking."""

import unittest

import sites
from looking import BrowserTest, kinds_of_pages


class Charts(BrowserTest):
    def check(self, page):
        charts = page.locator(".charts figure").all()
        self.assertTrue(charts)
        for chart in charts:
            heights = [float(h) for h in chart.locator(".bars rect").evaluate_all("l => l.map((e) => e.getAttribute('height'))")]
            chart.locator("summary").click()
            values = [int(v.replace(",", "")) for v in chart.locator("tbody td:last-child").all_text_contents()]
            names = chart.locator("tbody td:first-child").all_text_contents()
            self.assertEqual(len(set(names)), len(values), "each bar has a name of its own")
            self.assertEqual(heights, [v * 100 // max(values) for v in values])
            self.assertTrue(chart.locator("figcaption p").text_content().startswith(f"{sum(values):,} "))
        return charts

    def test_what_a_mentor_sees_is_what_her_page_of_past_sessions_says(self):
        demo = sites.demo()
        path = next(p for p in kinds_of_pages(demo) if p.startswith("u/") and p.endswith("/mentor/"))
        page = self.open(demo, path)
        self.check(page)
        held = page.locator(".numbers div", has_text="Total sessions").locator("dd").first.text_content()
        past = self.open(demo, path.removesuffix("mentor/") + "sessions/past/")
        self.assertEqual(past.locator(".session .badge.completed").count(), int(held))
        # The last twelve months are no more than all.
        by_month = page.locator(".charts figcaption p").first.text_content()
        self.assertLessEqual(int(by_month.split()[0]), int(held))

    def test_an_organiser_sees_weeks(self):
        demo = sites.demo()
        path = next(p for p in kinds_of_pages(demo) if p.startswith("organiser/") and p != "organiser/")
        page = self.open(demo, path)
        self.check(page)
        self.assertEqual(page.locator(".charts figure").first.locator(".bars li").count(), 12)

    def test_nothing_to_count_is_no_chart(self):
        far = sites.far()
        page = self.open(far, far.home("berta@example.org") + "mentor/")
        self.assertEqual(page.locator(".charts").count(), 0)


class Home(BrowserTest):
    def test_one_link_from_home_to_the_open_times_of_a_mentor(self):
        far = sites.far()
        page = self.open(far, far.home("sam@example.org"))
        card = page.locator("[aria-labelledby=b-own] li")
        self.assertEqual(card.locator("h3").all_text_contents(), ["Lowe Howard"])
        self.assertIn("(Asia/Kathmandu)", card.locator("time").text_content())
        first = card.locator("time").get_attribute("datetime")
        card.locator("a", has_text="Book Session").click()
        page.wait_for_url("**/book/howe/")
        self.assertEqual(page.locator("input[name=start]").first.get_attribute("value"), first)

    def test_who_knows_nobody_is_shown_where_mentors_are(self):
        far = sites.far()
        page = self.open(far, far.home("new@example.org"))
        self.assertEqual(page.locator("[aria-labelledby=b-own]").count(), 0)
        self.assertTrue(page.locator("#b-connections").is_visible())


if __name__ == "__main__":
    unittest.main()
