import Markup

/// A row `booking` of Templates/README.md.
public struct BookingFields: TemplateFields {
  public static let scope = Scope<BookingFields>("booking")
  public let ways = WaysGroup<BookingFields>()
  public let hasSubjects = FlagField<BookingFields>("has_subjects", "`subjects` has entries")
  public let subjects = ListField<BookingFields, OptionFields>("subjects", "the programme's subjects")
  public let durations = ListField<BookingFields, DurationFields>("durations", "allowed lengths")
  public let types = ListField<BookingFields, TypeChoiceFields>("types", "allowed types")
  public let hasOffers = FlagField<BookingFields>("has_offers", "`offers` has entries")
  public let offers = ListField<BookingFields, BookOfferFields>("offers", "sessions that the programme offers by name")
  public let jump = ListField<BookingFields, LinkFields>("jump", "links to the weeks below")
  public let weeks = ListField<BookingFields, BookWeekFields>("weeks", "the openings")
  public let rules = ListField<BookingFields, RowFields>("rules", "notice, limits, price")
  public let confirmText = TextField<BookingFields>(
    "confirm_text", "what happens then: booked at once, or the mentor confirms")
  public let clockNote = TextField<BookingFields>(
    "clock_note", "what the next clock change within six weeks does; empty without one")
  public let submitLabel = TextField<BookingFields>("submit_label", "\"Request Session\" or \"Book Session\"")
  public init() {}
}

/// A row `book_week` of Templates/README.md.
public struct BookWeekFields: TemplateFields {
  public static let scope = Scope<BookWeekFields>("book_week")
  public let id = TextField<BookWeekFields>("id", "`2026-W48` with a letter before: `w2026-48`")
  public let title = TextField<BookWeekFields>("title", "\"23–29 November 2026\"")
  public let days = ListField<BookWeekFields, BookDayFields>("days", "days with openings")
  public init() {}
}

/// A row `book_day` of Templates/README.md.
public struct BookDayFields: TemplateFields {
  public static let scope = Scope<BookDayFields>("book_day")
  public let title = TextField<BookDayFields>("title", "\"Monday, 23 November 2026\"")
  public let note = TextField<BookDayFields>("note", "remark; may be empty")
  public let context = TextField<BookDayFields>(
    "context", "what a slot's time does not say: \"Monday, 23 November 2026, Europe/Berlin, with Ada\"")
  public let slots = ListField<BookDayFields, BookSlotFields>("slots", "the openings")
  public init() {}
}

/// A row `book_slot` of Templates/README.md.
public struct BookSlotFields: TemplateFields {
  public static let scope = Scope<BookSlotFields>("book_slot")
  public let iso = TextField<BookSlotFields>("iso", "start, instant; sent with the form")
  public let time = TextField<BookSlotFields>("time", "\"09:00\" in the student's zone")
  public let otherTime = TextField<BookSlotFields>("other_time", "\"17:00 in Tokyo\" where the mentor's zone differs")
  public let maxMinutes = TextField<BookSlotFields>("max_minutes", "longest length that fits")
  public let upTo = TextField<BookSlotFields>("up_to", "\"up to 60 min\" where not every length fits; else empty")
  public init() {}
}

/// A row `duration` of Templates/README.md.
public struct DurationFields: TemplateFields {
  public static let scope = Scope<DurationFields>("duration")
  public let minutes = TextField<DurationFields>("minutes", "\"60\"")
  public let text = TextField<DurationFields>("text", "\"60 minutes, €40.00\"")
  public let checked = FlagField<DurationFields>("checked", "chosen at first")
  public init() {}
}

/// A row `book_offer` of Templates/README.md.
public struct BookOfferFields: TemplateFields {
  public static let scope = Scope<BookOfferFields>("book_offer")
  public let slug = TextField<BookOfferFields>("slug", "sent with the form")
  public let offer = TextField<BookOfferFields>("offer", "\"CV review\"")
  public let minutes = TextField<BookOfferFields>("minutes", "its length")
  public let summary = TextField<BookOfferFields>("summary", "length, type and price in words")
  public let kindCode = TextField<BookOfferFields>("kind_code", "`VIDEO` …")
  public let answers = ListField<BookOfferFields, AnswerFields>("answers", "the questions that it asks")
  public init() {}
}

/// A row `answer` of Templates/README.md.
public struct AnswerFields: TemplateFields {
  public static let scope = Scope<AnswerFields>("answer")
  public let answerID = TextField<AnswerFields>("answer_id", "id and name of the field: `answer-cv-review-1`")
  public let question = TextField<AnswerFields>("question", "the question")
  public init() {}
}

/// A row `type_choice` of Templates/README.md.
public struct TypeChoiceFields: TemplateFields {
  public static let scope = Scope<TypeChoiceFields>("type_choice")
  public let kind = KindGroup<TypeChoiceFields>()
  public let code = TextField<TypeChoiceFields>("code", "`VIDEO` …")
  public let name = TextField<TypeChoiceFields>("name", "\"Video call\"")
  public let checked = FlagField<TypeChoiceFields>("checked", "chosen at first")
  public init() {}
}
