import Markup

/// A row `opening` of Templates/README.md.
package struct OpeningFields: TemplateFields {
  package static let scope = Scope<OpeningFields>("opening")
  package let face = FaceGroup<OpeningFields>()
  package let url = URLField<OpeningFields>("url", "the mentor's profile")
  package let iso = TextField<OpeningFields>("iso", "start of the slot")
  package let text = TextField<OpeningFields>("text", "\"Monday, 23 November 2026, 09:00 (Europe/Berlin)\"")
  package init() {}
}

/// A row `mentor_card` of Templates/README.md.
package struct MentorCardFields: TemplateFields {
  package static let scope = Scope<MentorCardFields>("mentor_card")
  package let face = FaceGroup<MentorCardFields>()
  package let stars = StarsGroup<MentorCardFields>()
  package let slug = TextField<MentorCardFields>("slug", "the mentor's slug")
  package let url = URLField<MentorCardFields>("url", "profile")
  package let headline = TextField<MentorCardFields>("headline", "one line; may be empty")
  package let topics = ListField<MentorCardFields, NamedFields>("topics", "what she knows")
  package let topicSlugs = TextField<MentorCardFields>("topic_slugs", "slugs of the topics, separated by spaces")
  package let languageCodes = TextField<MentorCardFields>("language_codes", "languages, separated by spaces")
  package let openDays = TextField<MentorCardFields>(
    "open_days", "weekdays with openings, separated by spaces: `mo tu`")
  package let ratingOrder = TextField<MentorCardFields>("rating_order", "number that rises with the rating order")
  package let sessionsText = TextField<MentorCardFields>("sessions_text", "\"38 sessions\"; may be empty")
  package let full = FlagField<MentorCardFields>("full", "Fully Booked")
  package let nextIso = TextField<MentorCardFields>("next_iso", "next opening, instant; empty = none")
  package let nextText = TextField<MentorCardFields>("next_text", "the same in words, with its zone")
  package init() {}
}

/// A row `horizon_day` of Templates/README.md.
package struct HorizonDayFields: TemplateFields {
  package static let scope = Scope<HorizonDayFields>("horizon_day")
  package let jumpUrl = URLField<HorizonDayFields>(
    "jump_url", "`#d-2026-11-23`, the day in `days`; empty if it has no openings")
  package let title = TextField<HorizonDayFields>("title", "\"Monday, 23 November 2026\"")
  package let weekdayShort = TextField<HorizonDayFields>("weekday_short", "\"Mon\"")
  package let dayNumber = TextField<HorizonDayFields>("day_number", "\"23\"")
  package let open = FlagField<HorizonDayFields>("open", "has openings")
  package let count = TextField<HorizonDayFields>("count", "\"4\"")
  package let countText = TextField<HorizonDayFields>("count_text", "\"4 openings\", \"closed\"")
  package let level = TextField<HorizonDayFields>("level", "`0` to `3`: how many, for the colour")
  package init() {}
}

/// A row `slot_day` of Templates/README.md.
package struct SlotDayFields: TemplateFields {
  package static let scope = Scope<SlotDayFields>("slot_day")
  package let date = TextField<SlotDayFields>("date", "`2026-11-23`")
  package let title = TextField<SlotDayFields>("title", "\"Monday, 23 November 2026\"")
  package let note = TextField<SlotDayFields>("note", "\"clocks go forward at 02:00\"; may be empty")
  package let slots = ListField<SlotDayFields, SlotFields>("slots", "the openings")
  package init() {}
}

/// A row `slot` of Templates/README.md.
package struct SlotFields: TemplateFields {
  package static let scope = Scope<SlotFields>("slot")
  package let iso = TextField<SlotFields>("iso", "start, instant")
  package let time = TextField<SlotFields>("time", "\"09:00\" in the zone of the page")
  package init() {}
}

/// A row `review` of Templates/README.md.
package struct ReviewFields: TemplateFields {
  package static let scope = Scope<ReviewFields>("review")
  package let halfStars = TextField<ReviewFields>("half_stars", "`0` to `10`")
  package let starsText = TextField<ReviewFields>("stars_text", "\"5 of 5 stars\"")
  package let author = TextField<ReviewFields>("author", "display name with consent, else \"a student\"")
  package let date = TextField<ReviewFields>("date", "`2026-11-20`")
  package let dateText = TextField<ReviewFields>("date_text", "the same in words")
  package let text = TextField<ReviewFields>("text", "may be empty")
  package let reply = TextField<ReviewFields>("reply", "the mentor's reply; may be empty")
  package init() {}
}

/// A row `price` of Templates/README.md.
package struct PriceFields: TemplateFields {
  package static let scope = Scope<PriceFields>("price")
  package let length = TextField<PriceFields>("length", "\"60 minutes\"")
  package let price = TextField<PriceFields>("price", "\"€40.00\", \"free\"")
  package init() {}
}

/// A row `week_day` of Templates/README.md.
package struct WeekDayFields: TemplateFields {
  package static let scope = Scope<WeekDayFields>("week_day")
  package let date = TextField<WeekDayFields>("date", "`2026-11-23`")
  package let title = TextField<WeekDayFields>("title", "\"Monday, 23 November 2026\"")
  package let weekdayShort = TextField<WeekDayFields>("weekday_short", "\"Mon\"")
  package let dayNumber = TextField<WeekDayFields>("day_number", "\"23\"")
  package let today = FlagField<WeekDayFields>("today", "the page clock's date")
  package let note = TextField<WeekDayFields>("note", "remark; may be empty")
  package let empty = FlagField<WeekDayFields>("empty", "nothing on that day")
  package let spans = ListField<WeekDayFields, SpanFields>("spans", "what is on that day, in order")
  package init() {}
}

/// A row `span` of Templates/README.md.
package struct SpanFields: TemplateFields {
  package static let scope = Scope<SpanFields>("span")
  package let state = TextField<SpanFields>("state", "`open`, `booked`, `closed`, `held` or `session`")
  package let startIso = TextField<SpanFields>("start_iso", "instant")
  package let endIso = TextField<SpanFields>("end_iso", "instant")
  package let startTime = TextField<SpanFields>("start_time", "\"09:00\"")
  package let endTime = TextField<SpanFields>("end_time", "\"11:30\"")
  package let label = TextField<SpanFields>("label", "\"Open\", \"Booked\"; in one's own schedule what it is")
  package let detail = TextField<SpanFields>("detail", "in one's own schedule: with whom; else empty")
  package let url = URLField<SpanFields>("url", "in one's own schedule: the meeting page; else empty")
  package init() {}
}

/// A row `week_row` of Templates/README.md.
package struct WeekRowFields: TemplateFields {
  package static let scope = Scope<WeekRowFields>("week_row")
  package let time = TextField<WeekRowFields>("time", "\"09:00\"")
  package let cells = ListField<WeekRowFields, WeekCellFields>("cells", "one for each of `days`")
  package init() {}
}

/// A row `week_cell` of Templates/README.md.
package struct WeekCellFields: TemplateFields {
  package static let scope = Scope<WeekCellFields>("week_cell")
  package let open = FlagField<WeekCellFields>("open", "a session can start")
  package let booked = FlagField<WeekCellFields>("booked", "taken")
  package let closed = FlagField<WeekCellFields>("closed", "outside hours, past, or beyond the horizon")
  package let iso = TextField<WeekCellFields>("iso", "start of an open cell")
  package let date = TextField<WeekCellFields>("date", "its date in the page's zone")
  package init() {}
}

/// A row `connect` of Templates/README.md.
package struct ConnectFields: TemplateFields {
  package static let scope = Scope<ConnectFields>("connect")
  package let ways = WaysGroup<ConnectFields>()
  package let formUrl = URLField<ConnectFields>("form_url", "drop-box; empty = no form")
  package let fields = ListField<ConnectFields, FieldFields>("fields", "hidden fields")
  package let goals = ListField<ConnectFields, OptionFields>("goals", "the programme's goals")
  package init() {}
}

/// A row `session_type` of Templates/README.md.
package struct SessionTypeFields: TemplateFields {
  package static let scope = Scope<SessionTypeFields>("session_type")
  package let kind = KindGroup<SessionTypeFields>()
  package let name = TextField<SessionTypeFields>("name", "\"Video call\"")
  package let description = TextField<SessionTypeFields>("description", "what it is")
  package let hasWhen = FlagField<SessionTypeFields>("has_when", "`when` has entries")
  package let when = ListField<SessionTypeFields, LineFields>("when", "when to use it")
  package let features = ListField<SessionTypeFields, RowFields>(
    "features", "its column of the table, for narrow screens")
  package init() {}
}

/// A row `offer` of Templates/README.md.
package struct OfferFields: TemplateFields {
  package static let scope = Scope<OfferFields>("offer")
  package let kind = KindGroup<OfferFields>()
  package let name = TextField<OfferFields>("name", "\"Mock interview\"")
  package let summary = TextField<OfferFields>("summary", "what it is; may be empty")
  package let kindName = TextField<OfferFields>("kind_name", "\"Video call\"")
  package let length = TextField<OfferFields>("length", "\"90 minutes\"")
  package let price = TextField<OfferFields>("price", "\"free\", \"EUR 45.00\"")
  package init() {}
}

/// A row `feature` of Templates/README.md.
package struct FeatureFields: TemplateFields {
  package static let scope = Scope<FeatureFields>("feature")
  package let label = TextField<FeatureFields>("label", "\"Counted\"")
  package let cells = ListField<FeatureFields, FeatureCellFields>("cells", "one for each type")
  package init() {}
}

/// A row `feature_cell` of Templates/README.md.
package struct FeatureCellFields: TemplateFields {
  package static let scope = Scope<FeatureCellFields>("feature_cell")
  package let yes = FlagField<FeatureCellFields>("yes", "drawn as a tick")
  package let no = FlagField<FeatureCellFields>("no", "drawn as a cross")
  package let text = TextField<FeatureCellFields>("text", "the words")
  package init() {}
}
