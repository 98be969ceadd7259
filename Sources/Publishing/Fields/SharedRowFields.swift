import Markup

/// A row `link` of Templates/README.md.
package struct LinkFields: TemplateFields {
  package static let scope = Scope<LinkFields>("link")
  package let label = TextField<LinkFields>("label", "the words of the link")
  package let url = URLField<LinkFields>("url", "where it leads")
  package let current = FlagField<LinkFields>("current", "it is this page")
  package init() {}
}

/// A row `stamp` of Templates/README.md.
package struct StampFields: TemplateFields {
  package static let scope = Scope<StampFields>("stamp")
  package let iso = TextField<StampFields>("iso", "instant, `2026-11-20T08:15:00Z`")
  package let text = TextField<StampFields>("text", "the same in words, with its zone")
  package init() {}
}

/// A row `person` of Templates/README.md.
package struct PersonFields: TemplateFields {
  package static let scope = Scope<PersonFields>("person")
  package let name = TextField<PersonFields>("name", "whose pages they are")
  package let zone = TextField<PersonFields>("zone", "the zone in which all their times are written")
  package let isStudent = FlagField<PersonFields>("is_student", "has student pages")
  package let isMentor = FlagField<PersonFields>("is_mentor", "has mentor pages")
  package let homeUrl = URLField<PersonFields>("home_url", "`/u/<token>/`")
  package let sessionsUrl = URLField<PersonFields>("sessions_url", "My Sessions")
  package let mentorsUrl = URLField<PersonFields>("mentors_url", "the private directory, or `/mentors/`")
  package let connectionsUrl = URLField<PersonFields>("connections_url", "My Connections")
  package let requestsUrl = URLField<PersonFields>("requests_url", "requests")
  package let dashboardUrl = URLField<PersonFields>("dashboard_url", "mentor's overview")
  package let studentsUrl = URLField<PersonFields>("students_url", "My Students")
  package let scheduleUrl = URLField<PersonFields>("schedule_url", "week view")
  package let availabilityUrl = URLField<PersonFields>("availability_url", "hours")
  package let profileUrl = URLField<PersonFields>("profile_url", "profile")
  package let sessionsCount = TextField<PersonFields>("sessions_count", "upcoming sessions; empty = no badge")
  package let connectionsCount = TextField<PersonFields>("connections_count", "accepted connections; empty = no badge")
  package let requestsCount = TextField<PersonFields>("requests_count", "own requests that wait; empty = no badge")
  package let queueCount = TextField<PersonFields>("queue_count", "what waits for the mentor; empty = no badge")
  package let at = ObjectField<PersonFields, AtFields>("at", "which of them this page is")
  package init() {}
}

/// A row `at` of Templates/README.md.
package struct AtFields: TemplateFields {
  package static let scope = Scope<AtFields>("at")
  package let home = FlagField<AtFields>("home", "this page is it")
  package let sessions = FlagField<AtFields>("sessions", "this page is it")
  package let mentors = FlagField<AtFields>("mentors", "this page is it")
  package let connections = FlagField<AtFields>("connections", "this page is it")
  package let requests = FlagField<AtFields>("requests", "this page is it")
  package let dashboard = FlagField<AtFields>("dashboard", "this page is it")
  package let students = FlagField<AtFields>("students", "this page is it")
  package let schedule = FlagField<AtFields>("schedule", "this page is it")
  package let availability = FlagField<AtFields>("availability", "this page is it")
  package let profile = FlagField<AtFields>("profile", "this page is it")
  package init() {}
}

/// A row `figure` of Templates/README.md.
package struct FigureFields: TemplateFields {
  package static let scope = Scope<FigureFields>("figure")
  package let label = TextField<FigureFields>("label", "what is counted")
  package let value = TextField<FigureFields>("value", "the number in words: \"42\", \"4.7\"")
  package let note = TextField<FigureFields>("note", "a remark; may be empty")
  package init() {}
}

/// A row `row` of Templates/README.md.
package struct RowFields: TemplateFields {
  package static let scope = Scope<RowFields>("row")
  package let label = TextField<RowFields>("label", "the name of the fact")
  package let value = TextField<RowFields>("value", "the fact")
  package init() {}
}

/// A row `option` of Templates/README.md.
package struct OptionFields: TemplateFields {
  package static let scope = Scope<OptionFields>("option")
  package let slug = TextField<OptionFields>("slug", "value sent or filtered by")
  package let name = TextField<OptionFields>("name", "the words")
  package init() {}
}

/// A row `named` of Templates/README.md.
package struct NamedFields: TemplateFields {
  package static let scope = Scope<NamedFields>("named")
  package let name = TextField<NamedFields>("name", "the words")
  package init() {}
}

/// A row `line` of Templates/README.md.
package struct LineFields: TemplateFields {
  package static let scope = Scope<LineFields>("line")
  package let text = TextField<LineFields>("text", "one entry")
  package init() {}
}

/// A row `entry` of Templates/README.md.
package struct EntryFields: TemplateFields {
  package static let scope = Scope<EntryFields>("entry")
  package let name = TextField<EntryFields>("name", "its name")
  package let url = URLField<EntryFields>("url", "its page")
  package let countText = TextField<EntryFields>("count_text", "\"7 mentors\"")
  package init() {}
}

/// A row `post` of Templates/README.md.
package struct PostFields: TemplateFields {
  package static let scope = Scope<PostFields>("post")
  package let title = TextField<PostFields>("title", "heading")
  package let url = URLField<PostFields>("url", "its page")
  package let date = TextField<PostFields>("date", "`2026-11-20`")
  package let dateText = TextField<PostFields>("date_text", "\"20 November 2026\"")
  package let summary = TextField<PostFields>("summary", "first paragraph or description; may be empty")
  package init() {}
}

/// A row `facet` of Templates/README.md.
package struct FacetFields: TemplateFields {
  package static let scope = Scope<FacetFields>("facet")
  package let label = TextField<FacetFields>("label", "\"By letter\", \"By topic\"")
  package let links = ListField<FacetFields, LinkFields>("links", "the pages")
  package init() {}
}

/// A row `tab` of Templates/README.md.
package struct TabFields: TemplateFields {
  package static let scope = Scope<TabFields>("tab")
  package let label = TextField<TabFields>("label", "\"Upcoming\"")
  package let url = URLField<TabFields>("url", "its page")
  package let count = TextField<TabFields>("count", "how many; may be empty")
  package let current = FlagField<TabFields>("current", "this page")
  package init() {}
}

/// A row `notice` of Templates/README.md.
package struct NoticeFields: TemplateFields {
  package static let scope = Scope<NoticeFields>("notice")
  package let kind = TextField<NoticeFields>("kind", "class: `ok`, `warn` or empty")
  package let text = TextField<NoticeFields>("text", "the sentence")
  package let url = URLField<NoticeFields>("url", "may be empty")
  package let label = TextField<NoticeFields>("label", "words of the link")
  package init() {}
}

/// A row `outward` of Templates/README.md.
package struct OutwardFields: TemplateFields {
  package static let scope = Scope<OutwardFields>("outward")
  package let label = TextField<OutwardFields>("label", "\"GitHub\"")
  package let url = URLField<OutwardFields>("url", "https address")
  package let host = TextField<OutwardFields>("host", "its host, so that nobody is misled")
  package init() {}
}

/// A row `field` of Templates/README.md.
package struct FieldFields: TemplateFields {
  package static let scope = Scope<FieldFields>("field")
  package let name = TextField<FieldFields>("name", "name of the hidden field")
  package let value = TextField<FieldFields>("value", "its value")
  package init() {}
}

/// A row `action` of Templates/README.md.
package struct ActionFields: TemplateFields {
  package static let scope = Scope<ActionFields>("action")
  package let ways = WaysGroup<ActionFields>()
  package let label = TextField<ActionFields>("label", "the button: \"Approve\", \"Cancel session\"")
  package let danger = FlagField<ActionFields>("danger", "it takes something away")
  package let formUrl = URLField<ActionFields>("form_url", "drop-box; empty = no form")
  package let fields = ListField<ActionFields, FieldFields>(
    "fields", "hidden fields of the form: actor's secret, object, version")
  package let asksReason = FlagField<ActionFields>("asks_reason", "a reason is required")
  package let asksNotes = FlagField<ActionFields>("asks_notes", "notes are offered")
  package let asksStart = FlagField<ActionFields>("asks_start", "a new start is required")
  package let asksReview = FlagField<ActionFields>("asks_review", "stars and a text")
  package let deadline = TextField<ActionFields>(
    "deadline", "\"until 22 November 2026, 12:00 (Europe/Berlin)\"; may be empty")
  package init() {}
}
