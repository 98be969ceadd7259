import Markup

/// A row `booking` of Templates/README.md.
package struct BookingFields: TemplateFields {
  package static let scope = Scope<BookingFields>("booking")
  package let ways = WaysGroup<BookingFields>()
  package let formAction = URLField<BookingFields>(
    "form_action", "the drop-box, or `mailto:` of the reply address where there is none")
  package let formEncoding = TextField<BookingFields>(
    "form_encoding", "`application/x-www-form-urlencoded`, with a `mailto:` action `text/plain`")
  package let mailSubject = TextField<BookingFields>("mail_subject", "subject of the mail that the script writes")
  package let fields = ListField<BookingFields, FieldFields>("fields", "hidden fields")
  package let hasSubjects = FlagField<BookingFields>("has_subjects", "`subjects` has entries")
  package let subjects = ListField<BookingFields, OptionFields>("subjects", "the programme's subjects")
  package let durations = ListField<BookingFields, DurationFields>("durations", "allowed lengths")
  package let types = ListField<BookingFields, TypeChoiceFields>("types", "allowed types")
  package let jump = ListField<BookingFields, LinkFields>("jump", "links to the weeks below")
  package let weeks = ListField<BookingFields, BookWeekFields>("weeks", "the openings")
  package let rules = ListField<BookingFields, RowFields>("rules", "notice, limits, price")
  package let confirmText = TextField<BookingFields>(
    "confirm_text", "what happens then: booked at once, or the mentor confirms")
  package let submitLabel = TextField<BookingFields>("submit_label", "\"Request Session\" or \"Book Session\"")
  package init() {}
}

/// A row `book_week` of Templates/README.md.
package struct BookWeekFields: TemplateFields {
  package static let scope = Scope<BookWeekFields>("book_week")
  package let id = TextField<BookWeekFields>("id", "`2026-W48` with a letter before: `w2026-48`")
  package let title = TextField<BookWeekFields>("title", "\"23–29 November 2026\"")
  package let days = ListField<BookWeekFields, BookDayFields>("days", "days with openings")
  package init() {}
}

/// A row `book_day` of Templates/README.md.
package struct BookDayFields: TemplateFields {
  package static let scope = Scope<BookDayFields>("book_day")
  package let title = TextField<BookDayFields>("title", "\"Monday, 23 November 2026\"")
  package let note = TextField<BookDayFields>("note", "remark; may be empty")
  package let slots = ListField<BookDayFields, BookSlotFields>("slots", "the openings")
  package init() {}
}

/// A row `book_slot` of Templates/README.md.
package struct BookSlotFields: TemplateFields {
  package static let scope = Scope<BookSlotFields>("book_slot")
  package let iso = TextField<BookSlotFields>("iso", "start, instant; sent with the form")
  package let time = TextField<BookSlotFields>("time", "\"09:00\" in the student's zone")
  package let otherTime = TextField<BookSlotFields>("other_time", "\"17:00 in Tokyo\" where the mentor's zone differs")
  package let maxMinutes = TextField<BookSlotFields>("max_minutes", "longest length that fits")
  package let upTo = TextField<BookSlotFields>("up_to", "\"up to 60 min\" where not every length fits; else empty")
  package init() {}
}

/// A row `duration` of Templates/README.md.
package struct DurationFields: TemplateFields {
  package static let scope = Scope<DurationFields>("duration")
  package let minutes = TextField<DurationFields>("minutes", "\"60\"")
  package let text = TextField<DurationFields>("text", "\"60 minutes, €40.00\"")
  package let checked = FlagField<DurationFields>("checked", "chosen at first")
  package init() {}
}

/// A row `type_choice` of Templates/README.md.
package struct TypeChoiceFields: TemplateFields {
  package static let scope = Scope<TypeChoiceFields>("type_choice")
  package let kind = KindGroup<TypeChoiceFields>()
  package let code = TextField<TypeChoiceFields>("code", "`VIDEO` …")
  package let name = TextField<TypeChoiceFields>("name", "\"Video call\"")
  package let checked = FlagField<TypeChoiceFields>("checked", "chosen at first")
  package init() {}
}
