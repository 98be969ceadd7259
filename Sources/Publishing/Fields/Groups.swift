import Markup

/// Fields that several scopes share.
package struct EmptyStateGroup<Owner: TemplateFields>: Sendable {
  package let emptyTitle = TextField<Owner>("empty_title", "what is missing")
  package let emptyText = TextField<Owner>("empty_text", "why, and what to do")
  package let emptyUrl = URLField<Owner>("empty_url", "where to go; empty = no button")
  package let emptyLabel = TextField<Owner>("empty_label", "the button's words")
  init() {}
}

/// Fields that several scopes share.
package struct PagesGroup<Owner: TemplateFields>: Sendable {
  package let newerUrl = URLField<Owner>("newer_url", "the page before")
  package let olderUrl = URLField<Owner>("older_url", "the page after")
  package let position = TextField<Owner>("position", "\"Page 2 of 5\"; empty when there is one page")
  init() {}
}

/// Fields that several scopes share.
package struct FaceGroup<Owner: TemplateFields>: Sendable {
  package let name = TextField<Owner>("name", "display name")
  package let photo = URLField<Owner>("photo", "picture, or empty")
  package let initials = TextField<Owner>("initials", "one or two letters, shown without a picture")
  package let tint = TextField<Owner>("tint", "`0` to `7`: the colour behind the initials, from the person's id")
  package let roleLine = TextField<Owner>("role_line", "\"Staff engineer, Nimbus\"; may be empty")
  init() {}
}

/// Fields that several scopes share.
package struct StarsGroup<Owner: TemplateFields>: Sendable {
  package let rating = TextField<Owner>("rating", "\"4.8\"; empty until there are enough reviews")
  package let halfStars = TextField<Owner>("half_stars", "`0` to `10`")
  package let reviewsText = TextField<Owner>("reviews_text", "\"12 reviews\"")
  init() {}
}

/// What a session is held over; one of the four flags is set.
package struct KindGroup<Owner: TemplateFields>: Sendable {
  package let video = FlagField<Owner>("video", "VIDEO")
  package let voice = FlagField<Owner>("voice", "VOICE")
  package let chat = FlagField<Owner>("chat", "CHAT")
  package let inPerson = FlagField<Owner>("in_person", "IN_PERSON")
  init() {}
}

/// A session's state; one of the six flags is set.
package struct StateGroup<Owner: TemplateFields>: Sendable {
  package let status = TextField<Owner>(
    "status", "the state's class: `pending`, `scheduled`, `ongoing`, `completed`, `cancelled`, `no_show`")
  package let statusText = TextField<Owner>("status_text", "the state in words")
  package let pending = FlagField<Owner>("pending", "waits for approval")
  package let scheduled = FlagField<Owner>("scheduled", "agreed")
  package let ongoing = FlagField<Owner>("ongoing", "being held")
  package let completed = FlagField<Owner>("completed", "held")
  package let cancelled = FlagField<Owner>("cancelled", "cancelled")
  package let noShow = FlagField<Owner>("no_show", "somebody was absent")
  init() {}
}

/// Fields that several scopes share.
package struct JoiningGroup<Owner: TemplateFields>: Sendable {
  package let startIso = TextField<Owner>("start_iso", "start, `2026-11-23T09:00:00Z`")
  package let endIso = TextField<Owner>("end_iso", "end")
  package let joinUrl = URLField<Owner>("join_url", "where the session is held; empty = nothing to join")
  package let joinLabel = TextField<Owner>("join_label", "\"Join video call\"")
  package let joinMinutes = TextField<Owner>("join_minutes", "minutes before the start from which the link is on")
  package let opensText = TextField<Owner>("opens_text", "\"opens at 14:45 (Europe/Berlin)\"")
  init() {}
}

/// The `<select>` of zones on public pages.
package struct ZoneChoiceGroup<Owner: TemplateFields>: Sendable {
  package let zone = TextField<Owner>("zone", "IANA name of the zone that the page's times are written in")
  init() {}
}

/// Fields that several scopes share.
package struct WeekGroup<Owner: TemplateFields>: Sendable {
  package let weekLabel = TextField<Owner>("week_label", "\"23–29 November 2026, week 48\"")
  package let previousUrl = URLField<Owner>("previous_url", "the week before; empty at the edge")
  package let nextUrl = URLField<Owner>("next_url", "the week after; empty at the edge")
  init() {}
}

/// The ways to act that need no form; see record `action`.
package struct WaysGroup<Owner: TemplateFields>: Sendable {
  package let id = TextField<Owner>("id", "unique in the page, letters, digits and hyphens")
  package let mailto = URLField<Owner>("mailto", "`mailto:` link with a filled body; empty without a reply address")
  package let mailAddress = TextField<Owner>(
    "mail_address", "its address, for people whose browser opens no mail program")
  package let command = TextField<Owner>("command", "the same act as a command line")
  init() {}
}

/// The button by state of the connection; one of the five flags is set.
package struct ButtonGroup<Owner: TemplateFields>: Sendable {
  package let canRequest = FlagField<Owner>("can_request", "\"Request Connection\"")
  package let requestUrl = URLField<Owner>("request_url", "the page with the request form")
  package let waits = FlagField<Owner>("waits", "\"Connection Pending\"")
  package let canBook = FlagField<Owner>("can_book", "\"Book Session\"")
  package let bookUrl = URLField<Owner>("book_url", "the booking page")
  package let declined = FlagField<Owner>("declined", "\"Request Declined\"")
  package let full = FlagField<Owner>("full", "\"Fully Booked\": wins over the others")
  package let statusLine = TextField<Owner>("status_line", "the sentence that belongs to the state; may be empty")
  init() {}
}
