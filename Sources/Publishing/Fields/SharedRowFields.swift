import Markup

/// A row `link` of Templates/README.md.
public struct LinkFields: TemplateFields {
  public static let scope = Scope<LinkFields>("link")
  public let foreign = ForeignGroup<LinkFields>()
  public let label = TextField<LinkFields>("label", "the words of the link")
  public let url = URLField<LinkFields>("url", "where it leads")
  public let current = FlagField<LinkFields>("current", "it is this page")
  public init() {}
}

/// A row `alternate` of Templates/README.md.
public struct AlternateFields: TemplateFields {
  public static let scope = Scope<AlternateFields>("alternate")
  public let hreflang = TextField<AlternateFields>("hreflang", "BCP 47, or `x-default` for the main language's page")
  public let url = URLField<AlternateFields>("url", "absolute address")
  public init() {}
}

/// A row `language` of Templates/README.md.
public struct LanguageFields: TemplateFields {
  public static let scope = Scope<LanguageFields>("language")
  public let tag = TextField<LanguageFields>("tag", "BCP 47")
  public let writing = TextField<LanguageFields>("writing", "`ltr` or `rtl`")
  public let name = TextField<LanguageFields>("name", "the language's name in itself")
  public let url = URLField<LanguageFields>("url", "this page in that language; its first page where there is none")
  public init() {}
}

/// A row `subscription` of Templates/README.md.
public struct SubscriptionFields: TemplateFields {
  public static let scope = Scope<SubscriptionFields>("subscription")
  public let id = TextField<SubscriptionFields>("id", "unique in the page, for the copy button")
  public let fileUrl = URLField<SubscriptionFields>("file_url", "the calendar file")
  public let address = TextField<SubscriptionFields>("address", "its absolute address, to copy; empty without base_url")
  public let webcalUrl = URLField<SubscriptionFields>("webcal_url", "opens a calendar program; empty without base_url")
  public let googleUrl = URLField<SubscriptionFields>(
    "google_url", "adds it to Google Calendar; empty unless base_url is https")
  public let outlookUrl = URLField<SubscriptionFields>("outlook_url", "adds it to Outlook.com; as google_url")
  public let officeUrl = URLField<SubscriptionFields>("office_url", "adds it to Microsoft 365; as google_url")
  public init() {}
}

/// A row `stamp` of Templates/README.md.
public struct StampFields: TemplateFields {
  public static let scope = Scope<StampFields>("stamp")
  public let iso = TextField<StampFields>("iso", "instant, `2026-11-20T08:15:00Z`")
  public let text = TextField<StampFields>("text", "the same in words, with its zone")
  public init() {}
}

/// A row `person` of Templates/README.md.
public struct PersonFields: TemplateFields {
  public static let scope = Scope<PersonFields>("person")
  public let name = TextField<PersonFields>("name", "whose pages they are")
  public let zone = TextField<PersonFields>("zone", "the zone in which all their times are written")
  public let isStudent = FlagField<PersonFields>("is_student", "has student pages")
  public let isMentor = FlagField<PersonFields>("is_mentor", "has mentor pages")
  public let homeUrl = URLField<PersonFields>("home_url", "`/u/<token>/`")
  public let sessionsUrl = URLField<PersonFields>("sessions_url", "My Sessions")
  public let mentorsUrl = URLField<PersonFields>("mentors_url", "the private directory, or `/mentors/`")
  public let connectionsUrl = URLField<PersonFields>("connections_url", "My Connections")
  public let requestsUrl = URLField<PersonFields>(
    "requests_url", "requests; empty for people who are neither mentor nor student")
  public let dashboardUrl = URLField<PersonFields>("dashboard_url", "mentor's overview")
  public let studentsUrl = URLField<PersonFields>("students_url", "My Students")
  public let scheduleUrl = URLField<PersonFields>("schedule_url", "week view")
  public let availabilityUrl = URLField<PersonFields>("availability_url", "hours")
  public let profileUrl = URLField<PersonFields>("profile_url", "profile")
  public let sessionsCount = TextField<PersonFields>("sessions_count", "upcoming sessions; empty = no badge")
  public let connectionsCount = TextField<PersonFields>("connections_count", "accepted connections; empty = no badge")
  public let requestsCount = TextField<PersonFields>(
    "requests_count", "requests of either kind that wait; empty = no badge")
  public let queueCount = TextField<PersonFields>("queue_count", "what waits for the mentor; empty = no badge")
  public let at = ObjectField<PersonFields, AtFields>("at", "which of them this page is")
  public init() {}
}

/// A row `at` of Templates/README.md.
public struct AtFields: TemplateFields {
  public static let scope = Scope<AtFields>("at")
  public let home = FlagField<AtFields>("home", "this page is it")
  public let sessions = FlagField<AtFields>("sessions", "this page is it")
  public let mentors = FlagField<AtFields>("mentors", "this page is it")
  public let connections = FlagField<AtFields>("connections", "this page is it")
  public let requests = FlagField<AtFields>("requests", "this page is it")
  public let dashboard = FlagField<AtFields>("dashboard", "this page is it")
  public let students = FlagField<AtFields>("students", "this page is it")
  public let schedule = FlagField<AtFields>("schedule", "this page is it")
  public let availability = FlagField<AtFields>("availability", "this page is it")
  public let profile = FlagField<AtFields>("profile", "this page is it")
  public init() {}
}

/// A row `figure` of Templates/README.md.
public struct FigureFields: TemplateFields {
  public static let scope = Scope<FigureFields>("figure")
  public let label = TextField<FigureFields>("label", "what is counted")
  public let value = TextField<FigureFields>("value", "the number in words: \"42\", \"4.7\"")
  public let note = TextField<FigureFields>("note", "a remark; may be empty")
  public init() {}
}

/// A row `row` of Templates/README.md.
public struct RowFields: TemplateFields {
  public static let scope = Scope<RowFields>("row")
  public let label = TextField<RowFields>("label", "the name of the fact")
  public let value = TextField<RowFields>("value", "the fact")
  public init() {}
}

/// A row `option` of Templates/README.md.
public struct OptionFields: TemplateFields {
  public static let scope = Scope<OptionFields>("option")
  public let slug = TextField<OptionFields>("slug", "value sent or filtered by")
  public let name = TextField<OptionFields>("name", "the words")
  public init() {}
}

/// A row `named` of Templates/README.md.
public struct NamedFields: TemplateFields {
  public static let scope = Scope<NamedFields>("named")
  public let name = TextField<NamedFields>("name", "the words")
  public init() {}
}

/// A row `line` of Templates/README.md.
public struct LineFields: TemplateFields {
  public static let scope = Scope<LineFields>("line")
  public let text = TextField<LineFields>("text", "one entry")
  public init() {}
}

/// A row `entry` of Templates/README.md.
public struct EntryFields: TemplateFields {
  public static let scope = Scope<EntryFields>("entry")
  public let name = TextField<EntryFields>("name", "its name")
  public let url = URLField<EntryFields>("url", "its page")
  public let countText = TextField<EntryFields>("count_text", "\"7 mentors\"")
  public init() {}
}

/// A row `post` of Templates/README.md.
public struct PostFields: TemplateFields {
  public static let scope = Scope<PostFields>("post")
  public let foreign = ForeignGroup<PostFields>()
  public let title = TextField<PostFields>("title", "heading")
  public let url = URLField<PostFields>("url", "its page")
  public let date = TextField<PostFields>("date", "`2026-11-20`")
  public let dateText = TextField<PostFields>("date_text", "\"20 November 2026\"")
  public let summary = TextField<PostFields>("summary", "first paragraph or description; may be empty")
  public init() {}
}

/// A row `date` of Templates/README.md.
public struct DateFields: TemplateFields {
  public static let scope = Scope<DateFields>("date")
  public let foreign = ForeignGroup<DateFields>()
  public let title = TextField<DateFields>("title", "the event, or why it is closed")
  public let url = URLField<DateFields>("url", "its page; empty for closed dates")
  public let iso = TextField<DateFields>("iso", "start, `2026-12-03T17:00:00Z`; empty for whole days")
  public let text = TextField<DateFields>("text", "\"Thursday, 3 December 2026, 18:00–20:00 (Europe/Berlin)\"")
  public let zone = TextField<DateFields>("zone", "IANA name of the zone of `text`; empty for whole days")
  public let place = TextField<DateFields>("place", "may be empty")
  public let cancelled = FlagField<DateFields>("cancelled", "it does not take place")
  public init() {}
}

/// A row `facet` of Templates/README.md.
public struct FacetFields: TemplateFields {
  public static let scope = Scope<FacetFields>("facet")
  public let label = TextField<FacetFields>("label", "\"By letter\", \"By topic\"")
  public let links = ListField<FacetFields, LinkFields>("links", "the pages")
  public init() {}
}

/// A row `tab` of Templates/README.md.
public struct TabFields: TemplateFields {
  public static let scope = Scope<TabFields>("tab")
  public let label = TextField<TabFields>("label", "\"Upcoming\"")
  public let url = URLField<TabFields>("url", "its page")
  public let count = TextField<TabFields>("count", "how many; may be empty")
  public let current = FlagField<TabFields>("current", "this page")
  public init() {}
}

/// A row `notice` of Templates/README.md.
public struct NoticeFields: TemplateFields {
  public static let scope = Scope<NoticeFields>("notice")
  public let text = TextField<NoticeFields>("text", "the sentence")
  public let url = URLField<NoticeFields>("url", "may be empty")
  public let label = TextField<NoticeFields>("label", "words of the link")
  public init() {}
}

/// A row `outward` of Templates/README.md.
public struct OutwardFields: TemplateFields {
  public static let scope = Scope<OutwardFields>("outward")
  public let label = TextField<OutwardFields>("label", "\"GitHub\"")
  public let url = URLField<OutwardFields>("url", "https address")
  public let host = TextField<OutwardFields>("host", "its host, so that nobody is misled")
  public init() {}
}

/// A row `field` of Templates/README.md.
public struct FieldFields: TemplateFields {
  public static let scope = Scope<FieldFields>("field")
  public let name = TextField<FieldFields>("name", "name of the hidden field")
  public let value = TextField<FieldFields>("value", "its value")
  public init() {}
}

/// A row `action` of Templates/README.md.
public struct ActionFields: TemplateFields {
  public static let scope = Scope<ActionFields>("action")
  public let ways = WaysGroup<ActionFields>()
  public let label = TextField<ActionFields>("label", "the button: \"Approve\", \"Cancel session\"")
  public let danger = FlagField<ActionFields>("danger", "it takes something away")
  public let pageUrl = URLField<ActionFields>("page_url", "the page that has the form; empty = it is here")
  public init() {}
}

/// A row `question` of Templates/README.md.
public struct QuestionFields: TemplateFields {
  public static let scope = Scope<QuestionFields>("question")
  public let fieldID = TextField<QuestionFields>("field_id", "unique in the page")
  public let fieldName = TextField<QuestionFields>("field_name", "name of the form's field")
  public let label = TextField<QuestionFields>("label", "\"Reason (required)\"")
  public let hint = TextField<QuestionFields>("hint", "how to fill it in; may be empty")
  public let required = FlagField<QuestionFields>("required", "it must be filled in")
  public let value = TextField<QuestionFields>("value", "what is there at first; may be empty")
  public let most = TextField<QuestionFields>("most", "most characters; empty = no limit")
  public let least = TextField<QuestionFields>("least", "least number; empty = no limit")
  public let greatest = TextField<QuestionFields>("greatest", "greatest number, where there is a least one")
  public let input = FlagField<QuestionFields>("input", "an `<input>` of `input_type`")
  public let inputType = TextField<QuestionFields>(
    "input_type", "`text`, `date`, `time`, `datetime-local`, `number`, `email` or `url`")
  public let lines = FlagField<QuestionFields>("lines", "a text of several lines")
  public let select = FlagField<QuestionFields>("select", "one of `choices`, in a menu")
  public let radios = FlagField<QuestionFields>("radios", "one of `choices`, all in sight")
  public let checks = FlagField<QuestionFields>("checks", "any of `choices`")
  public let tick = FlagField<QuestionFields>("tick", "yes, or nothing")
  public let choices = ListField<QuestionFields, ChoiceFields>("choices", "what can be chosen")
  public init() {}
}

/// A row `choice` of Templates/README.md.
public struct ChoiceFields: TemplateFields {
  public static let scope = Scope<ChoiceFields>("choice")
  public let choice = TextField<ChoiceFields>("choice", "the value that is sent")
  public let words = TextField<ChoiceFields>("words", "what it is called")
  public let chosen = FlagField<ChoiceFields>("chosen", "chosen at first")
  public init() {}
}
