import Markup

/// A row `opening` of Templates/README.md.
public struct OpeningFields: TemplateFields {
  public static let scope = Scope<OpeningFields>("opening")
  public let face = FaceGroup<OpeningFields>()
  public let url = URLField<OpeningFields>("url", "the mentor's profile")
  public let iso = TextField<OpeningFields>("iso", "start of the slot")
  public let text = TextField<OpeningFields>("text", "\"Monday, 23 November 2026, 09:00 (Europe/Berlin)\"")
  public init() {}
}

/// A row `mentor_card` of Templates/README.md.
public struct MentorCardFields: TemplateFields {
  public static let scope = Scope<MentorCardFields>("mentor_card")
  public let foreign = ForeignGroup<MentorCardFields>()
  public let face = FaceGroup<MentorCardFields>()
  public let stars = StarsGroup<MentorCardFields>()
  public let slug = TextField<MentorCardFields>("slug", "the mentor's slug")
  public let url = URLField<MentorCardFields>("url", "profile")
  public let headline = TextField<MentorCardFields>("headline", "one line; may be empty")
  public let topics = ListField<MentorCardFields, NamedFields>("topics", "what she knows")
  public let topicSlugs = TextField<MentorCardFields>("topic_slugs", "slugs of the topics, separated by spaces")
  public let languageCodes = TextField<MentorCardFields>("language_codes", "languages, separated by spaces")
  public let openDays = TextField<MentorCardFields>(
    "open_days", "weekdays with openings, separated by spaces: `mo tu`")
  public let ratingOrder = TextField<MentorCardFields>("rating_order", "number that rises with the rating order")
  public let sessionsText = TextField<MentorCardFields>("sessions_text", "\"38 sessions\"; may be empty")
  public let full = FlagField<MentorCardFields>("full", "Fully Booked")
  public let nextIso = TextField<MentorCardFields>("next_iso", "next opening, instant; empty = none")
  public let nextText = TextField<MentorCardFields>("next_text", "the same in words, with its zone")
  public init() {}
}

/// A row `horizon_day` of Templates/README.md.
public struct HorizonDayFields: TemplateFields {
  public static let scope = Scope<HorizonDayFields>("horizon_day")
  public let jumpUrl = URLField<HorizonDayFields>(
    "jump_url", "`#d-2026-11-23`, the day in `days`; empty if it has no openings")
  public let title = TextField<HorizonDayFields>("title", "\"Monday, 23 November 2026\"")
  public let weekdayShort = TextField<HorizonDayFields>("weekday_short", "\"Mon\"")
  public let dayNumber = TextField<HorizonDayFields>("day_number", "\"23\"")
  public let open = FlagField<HorizonDayFields>("open", "has openings")
  public let count = TextField<HorizonDayFields>("count", "\"4\"")
  public let countText = TextField<HorizonDayFields>("count_text", "\"4 openings\", \"closed\"")
  public let level = TextField<HorizonDayFields>("level", "`0` to `3`: how many, for the colour")
  public init() {}
}

/// A row `slot_day` of Templates/README.md.
public struct SlotDayFields: TemplateFields {
  public static let scope = Scope<SlotDayFields>("slot_day")
  public let date = TextField<SlotDayFields>("date", "`2026-11-23`")
  public let title = TextField<SlotDayFields>("title", "\"Monday, 23 November 2026\"")
  public let note = TextField<SlotDayFields>("note", "\"clocks go forward at 02:00\"; may be empty")
  public let slots = ListField<SlotDayFields, SlotFields>("slots", "the openings")
  public init() {}
}

/// A row `slot` of Templates/README.md.
public struct SlotFields: TemplateFields {
  public static let scope = Scope<SlotFields>("slot")
  public let iso = TextField<SlotFields>("iso", "start, instant")
  public let time = TextField<SlotFields>("time", "\"09:00\" in the zone of the page")
  public init() {}
}

/// A row `review` of Templates/README.md.
public struct ReviewFields: TemplateFields {
  public static let scope = Scope<ReviewFields>("review")
  public let halfStars = TextField<ReviewFields>("half_stars", "`0` to `10`")
  public let starsText = TextField<ReviewFields>("stars_text", "\"5 of 5 stars\"")
  public let author = TextField<ReviewFields>("author", "display name with consent, else \"a student\"")
  public let date = TextField<ReviewFields>("date", "`2026-11-20`")
  public let dateText = TextField<ReviewFields>("date_text", "the same in words")
  public let text = TextField<ReviewFields>("text", "may be empty")
  public let reply = TextField<ReviewFields>("reply", "the mentor's reply; may be empty")
  public init() {}
}

/// A row `price` of Templates/README.md.
public struct PriceFields: TemplateFields {
  public static let scope = Scope<PriceFields>("price")
  public let length = TextField<PriceFields>("length", "\"60 minutes\"")
  public let price = TextField<PriceFields>("price", "\"€40.00\", \"free\"")
  public init() {}
}

/// A row `week_day` of Templates/README.md.
public struct WeekDayFields: TemplateFields {
  public static let scope = Scope<WeekDayFields>("week_day")
  public let date = TextField<WeekDayFields>("date", "`2026-11-23`")
  public let title = TextField<WeekDayFields>("title", "\"Monday, 23 November 2026\"")
  public let weekdayShort = TextField<WeekDayFields>("weekday_short", "\"Mon\"")
  public let dayNumber = TextField<WeekDayFields>("day_number", "\"23\"")
  public let today = FlagField<WeekDayFields>("today", "the page clock's date")
  public let note = TextField<WeekDayFields>("note", "remark; may be empty")
  public let empty = FlagField<WeekDayFields>("empty", "nothing on that day")
  public let spans = ListField<WeekDayFields, SpanFields>("spans", "what is on that day, in order")
  public init() {}
}

/// A row `span` of Templates/README.md.
public struct SpanFields: TemplateFields {
  public static let scope = Scope<SpanFields>("span")
  public let state = TextField<SpanFields>("state", "`open`, `booked`, `closed`, `held` or `session`")
  public let startIso = TextField<SpanFields>("start_iso", "instant")
  public let endIso = TextField<SpanFields>("end_iso", "instant")
  public let startTime = TextField<SpanFields>("start_time", "\"09:00\"")
  public let endTime = TextField<SpanFields>("end_time", "\"11:30\"")
  public let label = TextField<SpanFields>("label", "\"Open\", \"Booked\"; in one's own schedule what it is")
  public let detail = TextField<SpanFields>("detail", "in one's own schedule: with whom; else empty")
  public let url = URLField<SpanFields>("url", "in one's own schedule: the meeting page; else empty")
  public init() {}
}

/// A row `week_row` of Templates/README.md.
public struct WeekRowFields: TemplateFields {
  public static let scope = Scope<WeekRowFields>("week_row")
  public let time = TextField<WeekRowFields>("time", "\"09:00\"")
  public let cells = ListField<WeekRowFields, WeekCellFields>("cells", "one for each of `days`")
  public init() {}
}

/// A row `week_cell` of Templates/README.md.
public struct WeekCellFields: TemplateFields {
  public static let scope = Scope<WeekCellFields>("week_cell")
  public let open = FlagField<WeekCellFields>("open", "a session can start")
  public let booked = FlagField<WeekCellFields>("booked", "taken")
  public let closed = FlagField<WeekCellFields>("closed", "outside hours, past, or beyond the horizon")
  public let iso = TextField<WeekCellFields>("iso", "start of an open cell")
  public let date = TextField<WeekCellFields>("date", "its date in the page's zone")
  public init() {}
}

/// A row `connect` of Templates/README.md.
public struct ConnectFields: TemplateFields {
  public static let scope = Scope<ConnectFields>("connect")
  public let ways = WaysGroup<ConnectFields>()
  public let goals = ListField<ConnectFields, OptionFields>(
    "goals", "the programme's goals, for who writes the text by hand")
  public init() {}
}

/// A row `session_type` of Templates/README.md.
public struct SessionTypeFields: TemplateFields {
  public static let scope = Scope<SessionTypeFields>("session_type")
  public let kind = KindGroup<SessionTypeFields>()
  public let name = TextField<SessionTypeFields>("name", "\"Video call\"")
  public let description = TextField<SessionTypeFields>("description", "what it is")
  public let hasWhen = FlagField<SessionTypeFields>("has_when", "`when` has entries")
  public let when = ListField<SessionTypeFields, LineFields>("when", "when to use it")
  public let features = ListField<SessionTypeFields, RowFields>(
    "features", "its column of the table, for narrow screens")
  public init() {}
}

/// A row `offer` of Templates/README.md.
public struct OfferFields: TemplateFields {
  public static let scope = Scope<OfferFields>("offer")
  public let kind = KindGroup<OfferFields>()
  public let name = TextField<OfferFields>("name", "\"Mock interview\"")
  public let summary = TextField<OfferFields>("summary", "what it is; may be empty")
  public let kindName = TextField<OfferFields>("kind_name", "\"Video call\"")
  public let length = TextField<OfferFields>("length", "\"90 minutes\"")
  public let price = TextField<OfferFields>("price", "\"free\", \"EUR 45.00\"")
  public let hasQuestions = FlagField<OfferFields>("has_questions", "`questions` has entries")
  public let questions = ListField<OfferFields, LineFields>("questions", "what the student is asked")
  public init() {}
}

/// A row `feature` of Templates/README.md.
public struct FeatureFields: TemplateFields {
  public static let scope = Scope<FeatureFields>("feature")
  public let label = TextField<FeatureFields>("label", "\"Counted\"")
  public let cells = ListField<FeatureFields, FeatureCellFields>("cells", "one for each type")
  public init() {}
}

/// A row `feature_cell` of Templates/README.md.
public struct FeatureCellFields: TemplateFields {
  public static let scope = Scope<FeatureCellFields>("feature_cell")
  public let yes = FlagField<FeatureCellFields>("yes", "drawn as a tick")
  public let no = FlagField<FeatureCellFields>("no", "drawn as a cross")
  public let text = TextField<FeatureCellFields>("text", "the words")
  public init() {}
}
