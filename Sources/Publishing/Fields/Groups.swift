import Markup

/// Fields that several scopes share.
public struct EmptyStateGroup<Owner: TemplateFields>: Sendable {
  public let emptyTitle = TextField<Owner>("empty_title", "what is missing")
  public let emptyText = TextField<Owner>("empty_text", "why, and what to do")
  public let emptyUrl = URLField<Owner>("empty_url", "where to go; empty = no button")
  public let emptyLabel = TextField<Owner>("empty_label", "the button's words")
  init() {}
}

/// Text that is not in the page's language because there is no translation.
public struct ForeignGroup<Owner: TemplateFields>: Sendable {
  public let wordsLang = TextField<Owner>(
    "words_lang", "BCP 47 language of the organiser's words here; empty where it is the page's")
  public let wordsDir = TextField<Owner>("words_dir", "`ltr` or `rtl`, where `words_lang` is not empty")
  init() {}
}

/// Fields that several scopes share.
public struct PagesGroup<Owner: TemplateFields>: Sendable {
  public let newerUrl = URLField<Owner>("newer_url", "the page before")
  public let olderUrl = URLField<Owner>("older_url", "the page after")
  public let position = TextField<Owner>("position", "\"Page 2 of 5\"; empty when there is one page")
  init() {}
}

/// Fields that several scopes share.
public struct FaceGroup<Owner: TemplateFields>: Sendable {
  public let name = TextField<Owner>("name", "display name")
  public let photo = URLField<Owner>("photo", "picture, or empty")
  public let photoWidth = TextField<Owner>("photo_width", "the picture's width in pixels")
  public let photoHeight = TextField<Owner>("photo_height", "its height")
  public let initials = TextField<Owner>("initials", "one or two letters, shown without a picture")
  public let tint = TextField<Owner>("tint", "`0` to `7`: the colour behind the initials, from the person's id")
  public let roleLine = TextField<Owner>("role_line", "\"Staff engineer, Nimbus\"; may be empty")
  init() {}
}

/// Fields that several scopes share.
public struct StarsGroup<Owner: TemplateFields>: Sendable {
  public let rating = TextField<Owner>("rating", "\"4.8\"; empty until there are enough reviews")
  public let halfStars = TextField<Owner>("half_stars", "`0` to `10`")
  public let reviewsText = TextField<Owner>("reviews_text", "\"12 reviews\"")
  init() {}
}

/// What a session is held over; one of the four flags is set.
public struct KindGroup<Owner: TemplateFields>: Sendable {
  public let video = FlagField<Owner>("video", "VIDEO")
  public let voice = FlagField<Owner>("voice", "VOICE")
  public let chat = FlagField<Owner>("chat", "CHAT")
  public let inPerson = FlagField<Owner>("in_person", "IN_PERSON")
  init() {}
}

/// A session's state; one of the five flags is set.
public struct StateGroup<Owner: TemplateFields>: Sendable {
  public let status = TextField<Owner>(
    "status", "the state's class: `scheduled`, `ongoing`, `completed`, `cancelled`, `no_show`")
  public let statusText = TextField<Owner>("status_text", "the state in words")
  public let scheduled = FlagField<Owner>("scheduled", "agreed")
  public let ongoing = FlagField<Owner>("ongoing", "being held")
  public let completed = FlagField<Owner>("completed", "held")
  public let cancelled = FlagField<Owner>("cancelled", "cancelled")
  public let noShow = FlagField<Owner>("no_show", "somebody was absent")
  init() {}
}

/// Fields that several scopes share.
public struct JoiningGroup<Owner: TemplateFields>: Sendable {
  public let startIso = TextField<Owner>("start_iso", "start, `2026-11-23T09:00:00Z`")
  public let endIso = TextField<Owner>("end_iso", "end")
  public let joinUrl = URLField<Owner>("join_url", "where the session is held; empty = nothing to join")
  public let joinLabel = TextField<Owner>("join_label", "\"Join video call\"")
  public let joinTitle = TextField<Owner>("join_title", "what is joined, said after the label")
  public let joinMinutes = TextField<Owner>("join_minutes", "minutes before the start from which the link is on")
  public let opensText = TextField<Owner>("opens_text", "\"opens at 14:45 (Europe/Berlin)\"")
  init() {}
}

/// The `<select>` of zones on public pages.
public struct ZoneChoiceGroup<Owner: TemplateFields>: Sendable {
  public let zone = TextField<Owner>("zone", "IANA name of the zone that the page's times are written in")
  init() {}
}

/// Fields that several scopes share.
public struct WeekGroup<Owner: TemplateFields>: Sendable {
  public let weekLabel = TextField<Owner>("week_label", "\"23–29 November 2026, week 48\"")
  public let previousUrl = URLField<Owner>("previous_url", "the week before; empty at the edge")
  public let nextUrl = URLField<Owner>("next_url", "the week after; empty at the edge")
  init() {}
}

/// One request as a form, and the ways to send it; see record `action`.
public struct WaysGroup<Owner: TemplateFields>: Sendable {
  public let id = TextField<Owner>("id", "unique in the page, letters, digits and hyphens")
  public let formAction = URLField<Owner>(
    "form_action", "the drop-box, or `mailto:` where there is none; empty = requests cannot be sent from the page")
  public let formEncoding = TextField<Owner>(
    "form_encoding", "`application/x-www-form-urlencoded`, with a `mailto:` action `text/plain`")
  public let hasDropbox = FlagField<Owner>("has_dropbox", "the form goes to a drop-box")
  public let fields = ListField<Owner, FieldFields>(
    "fields", "hidden fields: the verb, object, version, actor's secret")
  public let questions = ListField<Owner, QuestionFields>("questions", "what the person fills in")
  public let mailto = URLField<Owner>("mailto", "`mailto:` link with a filled body; empty without an address")
  public let mailAddress = TextField<Owner>(
    "mail_address", "its address, for people whose browser opens no mail program")
  public let requestText = TextField<Owner>("request_text", "the request as text, `name: value` a line")
  public let wayText = TextField<Owner>("way_text", "what to do with the text")
  init() {}
}

/// The button by state of the connection; one of the five flags is set.
public struct ButtonGroup<Owner: TemplateFields>: Sendable {
  public let canRequest = FlagField<Owner>("can_request", "\"Request Connection\"")
  public let requestUrl = URLField<Owner>("request_url", "the page with the request form")
  public let waits = FlagField<Owner>("waits", "\"Connection Pending\"")
  public let canBook = FlagField<Owner>("can_book", "\"Book Session\"")
  public let bookUrl = URLField<Owner>("book_url", "the booking page")
  public let bookLabel = TextField<Owner>("book_label", "\"Book Session\", or \"Request Session\" without connections")
  public let declined = FlagField<Owner>("declined", "\"Request Declined\"")
  public let full = FlagField<Owner>("full", "\"Fully Booked\": wins over the others")
  public let statusLine = TextField<Owner>("status_line", "the sentence that belongs to the state; may be empty")
  init() {}
}
