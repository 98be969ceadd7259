import Markup

/// A row `session` of Templates/README.md.
public struct SessionFields: TemplateFields {
  public static let scope = Scope<SessionFields>("session")
  public let state = StateGroup<SessionFields>()
  public let kind = KindGroup<SessionFields>()
  public let joining = JoiningGroup<SessionFields>()
  public let id = TextField<SessionFields>("id", "`S-123`")
  public let title = TextField<SessionFields>("title", "what it is about")
  public let url = URLField<SessionFields>("url", "meeting page; a request's card before there is one")
  public let weekdayShort = TextField<SessionFields>("weekday_short", "\"Mon\", in the page owner's zone")
  public let dayNumber = TextField<SessionFields>("day_number", "\"23\"")
  public let monthShort = TextField<SessionFields>("month_short", "\"Nov\"")
  public let whenText = TextField<SessionFields>(
    "when_text", "\"Monday, 23 November 2026, 15:00–16:00 (Europe/Berlin)\"")
  public let whenOther = TextField<SessionFields>(
    "when_other", "the other's zone where it differs: \"23:00–00:00 next day (Asia/Tokyo)\"")
  public let clockNote = TextField<SessionFields>(
    "clock_note", "what a clock change since the pair's last session does; empty without one")
  public let withText = TextField<SessionFields>("with_text", "\"with Ada Okafor\"")
  public let withLine = TextField<SessionFields>("with_line", "job title and company; may be empty")
  public let contactUrl = URLField<SessionFields>("contact_url", "`mailto:` of the other, where shared")
  public let contactText = TextField<SessionFields>("contact_text", "the address")
  public let typeText = TextField<SessionFields>("type_text", "\"Video call\"")
  public let durationText = TextField<SessionFields>("duration_text", "\"60 minutes\"")
  public let subject = TextField<SessionFields>("subject", "may be empty")
  public let seriesText = TextField<SessionFields>("series_text", "says that it is one of a series; may be empty")
  public let moveText = TextField<SessionFields>(
    "move_text", "\"Asked to move to …\", while that waits; else empty")
  public let about = TextField<SessionFields>("about", "the description; empty where the agenda says the same")
  public let agenda = TextField<SessionFields>("agenda", "before the session")
  public let answers = TextField<SessionFields>("answers", "to the questions of what was offered; may be empty")
  public let place = TextField<SessionFields>("place", "address of a session in person")
  public let notesBeforeHtml = HTMLField<SessionFields>("notes_before_html", "notes to prepare it")
  public let notesHtml = HTMLField<SessionFields>("notes_html", "notes after the session")
  public let cancelledBy = TextField<SessionFields>("cancelled_by", "\"Cancelled by the mentor:\"")
  public let cancelReason = TextField<SessionFields>("cancel_reason", "the reason; may be empty")
  public let reviewText = TextField<SessionFields>("review_text", "the review that was given; may be empty")
  public let reviewHalfStars = TextField<SessionFields>("review_half_stars", "`0` to `10`")
  public let reviewReply = TextField<SessionFields>("review_reply", "the mentor's reply to it; may be empty")
  public let reviewReplyBy = TextField<SessionFields>("review_reply_by", "\"Reply by Ada Okafor\"")
  public let ratingText = TextField<SessionFields>(
    "rating_text", "on the mentor's card: what the mentor said of the student; may be empty")
  public let ratingHalfStars = TextField<SessionFields>("rating_half_stars", "`0` to `10`; may be empty")
  public let room = TextField<SessionFields>("room", "room id; empty = none")
  public let recordingUrl = URLField<SessionFields>("recording_url", "where the recording is kept; may be empty")
  public let recordingText = TextField<SessionFields>(
    "recording_text", "\"Recording, kept until 1 December 2026\"")
  public let icsUrl = URLField<SessionFields>("ics_url", "`session.ics`")
  public let cancelUntil = TextField<SessionFields>("cancel_until", "\"Can be cancelled until …\"; may be empty")
  public let priceText = TextField<SessionFields>(
    "price_text", "\"45.50 EUR\", \"free\"; empty where no price was agreed")
  public let payUrl = URLField<SessionFields>("pay_url", "where the student pays; may be empty")
  public let payText = TextField<SessionFields>("pay_text", "\"Pay 45.50 EUR\"")
  public let actions = ListField<SessionFields, ActionFields>("actions", "cancel, move, complete, review …")
  public init() {}
}

/// A row `request` of Templates/README.md.
public struct RequestFields: TemplateFields {
  public static let scope = Scope<RequestFields>("request")
  public let kind = KindGroup<RequestFields>()
  public let id = TextField<RequestFields>("id", "`S-123`")
  public let title = TextField<RequestFields>("title", "what it is about")
  public let status = TextField<RequestFields>(
    "status", "class: `pending`, `approved`, `rejected`, `expired`, `withdrawn`, `superseded`")
  public let statusText = TextField<RequestFields>("status_text", "the state in words")
  public let pending = FlagField<RequestFields>("pending", "waits")
  public let refused = FlagField<RequestFields>("refused", "rejected")
  public let over = FlagField<RequestFields>("over", "expired, withdrawn or superseded")
  public let fromText = TextField<RequestFields>("from_text", "\"From: Sam Ito\", or \"To: Ada Okafor\"")
  public let rating = TextField<RequestFields>("rating", "the student's rating, for mentors; may be empty")
  public let halfStars = TextField<RequestFields>("half_stars", "`0` to `10`")
  public let startIso = TextField<RequestFields>("start_iso", "instant")
  public let whenText = TextField<RequestFields>("when_text", "in words, with date, time and zone")
  public let whenOther = TextField<RequestFields>("when_other", "the other's zone where it differs")
  public let typeText = TextField<RequestFields>("type_text", "\"Video call\"")
  public let durationText = TextField<RequestFields>("duration_text", "\"60 minutes\"")
  public let subject = TextField<RequestFields>("subject", "may be empty")
  public let movesText = TextField<RequestFields>(
    "moves_text", "\"Moves S-12 from Monday, 23 November 2026, 15:00–16:00 (Europe/Berlin)\"; empty for a new session")
  public let seriesText = TextField<RequestFields>("series_text", "says that it is one of a series; may be empty")
  public let outsideText = TextField<RequestFields>(
    "outside_text", "on the mentor's card: the time is outside their open times; may be empty")
  public let description = TextField<RequestFields>("description", "the student's words; may be empty")
  public let agenda = TextField<RequestFields>("agenda", "the student's agenda; may be empty")
  public let answers = TextField<RequestFields>("answers", "to the questions of what is offered; may be empty")
  public let reason = TextField<RequestFields>("reason", "why it was rejected; may be empty")
  public let expiresText = TextField<RequestFields>("expires_text", "\"Expires …\"; may be empty")
  public let actions = ListField<RequestFields, ActionFields>("actions", "approve, decline, withdraw")
  public init() {}
}

/// A row `connection` of Templates/README.md.
public struct ConnectionFields: TemplateFields {
  public static let scope = Scope<ConnectionFields>("connection")
  public let id = TextField<ConnectionFields>("id", "`C-12`")
  public let face = FaceGroup<ConnectionFields>()
  public let button = ButtonGroup<ConnectionFields>()
  public let url = URLField<ConnectionFields>("url", "the mentor's profile; empty for a student")
  public let status = TextField<ConnectionFields>(
    "status", "class: `pending`, `accepted`, `rejected`, `withdrawn`, `ended`")
  public let statusText = TextField<ConnectionFields>("status_text", "badge; empty = no connection")
  public let pending = FlagField<ConnectionFields>("pending", "PENDING")
  public let accepted = FlagField<ConnectionFields>("accepted", "ACCEPTED")
  public let rejected = FlagField<ConnectionFields>("rejected", "REJECTED")
  public let over = FlagField<ConnectionFields>("over", "WITHDRAWN or ENDED")
  public let sinceText = TextField<ConnectionFields>("since_text", "\"since 3 November 2026\"; may be empty")
  public let clockNote = TextField<ConnectionFields>(
    "clock_note", "what the next clock change within six weeks does; empty without one")
  public let message = TextField<ConnectionFields>("message", "the request's words; may be empty")
  public let reason = TextField<ConnectionFields>("reason", "why it was declined; may be empty")
  public let goalsText = TextField<ConnectionFields>("goals_text", "\"interview prep, career\"; may be empty")
  public let contactUrl = URLField<ConnectionFields>("contact_url", "`mailto:` of the other, where shared")
  public let contactText = TextField<ConnectionFields>("contact_text", "the address")
  public let actions = ListField<ConnectionFields, ActionFields>("actions", "accept, decline, withdraw, end")
  public init() {}
}

/// A row `private_mentor` of Templates/README.md.
public struct PrivateMentorFields: TemplateFields {
  public static let scope = Scope<PrivateMentorFields>("private_mentor")
  public let face = FaceGroup<PrivateMentorFields>()
  public let stars = StarsGroup<PrivateMentorFields>()
  public let button = ButtonGroup<PrivateMentorFields>()
  public let slug = TextField<PrivateMentorFields>("slug", "the mentor's slug")
  public let url = URLField<PrivateMentorFields>(
    "url", "profile, or the booking page where there is none; empty without either")
  public let headline = TextField<PrivateMentorFields>("headline", "may be empty")
  public let topics = ListField<PrivateMentorFields, NamedFields>("topics", "what she knows")
  public let nextIso = TextField<PrivateMentorFields>("next_iso", "next opening; empty = none")
  public let nextText = TextField<PrivateMentorFields>("next_text", "in the student's zone")
  public init() {}
}

/// A row `student_home` of Templates/README.md.
public struct StudentHomeFields: TemplateFields {
  public static let scope = Scope<StudentHomeFields>("student_home")
  public let connectionsText = TextField<StudentHomeFields>("connections_text", "\"3 connections, 1 waiting\"")
  public let connectionsUrl = URLField<StudentHomeFields>("connections_url", "My Connections")
  public let hasMentors = FlagField<StudentHomeFields>("has_mentors", "`mentors` has entries")
  public let mentors = ListField<StudentHomeFields, PrivateMentorFields>(
    "mentors", "up to six who accepted, the earliest opening first")
  public let mentorsText = TextField<StudentHomeFields>("mentors_text", "\"42 mentors\"")
  public let mentorsUrl = URLField<StudentHomeFields>("mentors_url", "the directory")
  public let requestsText = TextField<StudentHomeFields>(
    "requests_text", "\"1 request waits for an answer\", of either kind")
  public let requestsUrl = URLField<StudentHomeFields>("requests_url", "requests")
  public let hasPoints = FlagField<StudentHomeFields>("has_points", "the programme gives points")
  public let points = TextField<StudentHomeFields>("points", "\"120\"")
  public let pointsText = TextField<StudentHomeFields>("points_text", "\"points from 6 sessions\"")
  public let badges = ListField<StudentHomeFields, NamedFields>("badges", "badges earned")
  public init() {}
}

/// A row `mentor_home` of Templates/README.md.
public struct MentorHomeFields: TemplateFields {
  public static let scope = Scope<MentorHomeFields>("mentor_home")
  public let queueText = TextField<MentorHomeFields>("queue_text", "\"2 requests wait for you\"")
  public let dashboardUrl = URLField<MentorHomeFields>("dashboard_url", "overview")
  public let studentsText = TextField<MentorHomeFields>("students_text", "\"5 students\"")
  public let studentsUrl = URLField<MentorHomeFields>("students_url", "My Students")
  public let hoursText = TextField<MentorHomeFields>("hours_text", "\"Open on Mondays and Thursdays\"")
  public let availabilityUrl = URLField<MentorHomeFields>("availability_url", "hours")
  public init() {}
}

/// A row `student` of Templates/README.md.
public struct StudentFields: TemplateFields {
  public static let scope = Scope<StudentFields>("student")
  public let face = FaceGroup<StudentFields>()
  public let zone = TextField<StudentFields>("zone", "the student's zone, and their time beside yours")
  public let sessionsTotal = TextField<StudentFields>("sessions_total", "sessions that were held: \"6\"")
  public let subjectsText = TextField<StudentFields>("subjects_text", "\"Mathematics, Swift\"")
  public let lastText = TextField<StudentFields>(
    "last_text", "date of the last session that was held, or \"none yet\"")
  public let nextText = TextField<StudentFields>("next_text", "date of the next; may be empty")
  public let rating = TextField<StudentFields>("rating", "the mentors' rating of the student; may be empty")
  public let meetingUrl = URLField<StudentFields>("meeting_url", "meeting page of the next session; may be empty")
  public let contactUrl = URLField<StudentFields>("contact_url", "`mailto:`; may be empty")
  public let actions = ListField<StudentFields, ActionFields>("actions", "end the connection …")
  public init() {}
}

/// A row `hours_group` of Templates/README.md.
public struct HoursGroupFields: TemplateFields {
  public static let scope = Scope<HoursGroupFields>("hours_group")
  public let title = TextField<HoursGroupFields>(
    "title", "\"Every week\", \"Single dates\", \"Closed\", \"Booking rules\"")
  public let hasRows = FlagField<HoursGroupFields>("has_rows", "`rows` has entries")
  public let rows = ListField<HoursGroupFields, RowFields>("rows", "\"Monday\" – \"09:00–12:00\"")
  public let empty = TextField<HoursGroupFields>("empty", "said when there are none")
  public init() {}
}

/// A row `change` of Templates/README.md.
public struct ChangeFields: TemplateFields {
  public static let scope = Scope<ChangeFields>("change")
  public let ways = WaysGroup<ChangeFields>()
  public let title = TextField<ChangeFields>("title", "\"Open a weekday\"")
  public let text = TextField<ChangeFields>("text", "how")
  public let label = TextField<ChangeFields>("label", "the button")
  public let danger = FlagField<ChangeFields>("danger", "it takes something away")
  public init() {}
}

/// A row `move` of Templates/README.md.
public struct MoveFields: TemplateFields {
  public static let scope = Scope<MoveFields>("move")
  public let moveID = TextField<MoveFields>("move_id", "`move-S-123`, where the buttons of session cards lead")
  public let title = TextField<MoveFields>("title", "the session")
  public let whenText = TextField<MoveFields>("when_text", "its present time")
  public let empty = TextField<MoveFields>("empty", "said where no other time is open")
  public let actions = ListField<MoveFields, ActionFields>("actions", "the move; none where no other time is open")
  public init() {}
}

/// A row `zone_time` of Templates/README.md.
public struct ZoneTimeFields: TemplateFields {
  public static let scope = Scope<ZoneTimeFields>("zone_time")
  public let zone = TextField<ZoneTimeFields>("zone", "IANA name")
  public let iso = TextField<ZoneTimeFields>("iso", "start, instant")
  public let text = TextField<ZoneTimeFields>("text", "\"Monday, 23 November 2026, 15:00–16:00\"")
  public let note = TextField<ZoneTimeFields>("note", "\"next day\"; may be empty")
  public init() {}
}

/// A row `report` of Templates/README.md.
public struct ReportFields: TemplateFields {
  public static let scope = Scope<ReportFields>("report")
  public let title = TextField<ReportFields>("title", "heading")
  public let text = TextField<ReportFields>("text", "explanation; may be empty")
  public let hasRows = FlagField<ReportFields>("has_rows", "`rows` has entries")
  public let columns = ListField<ReportFields, RowFields>(
    "columns", "`label` is the column's heading, `value` stays empty")
  public let rows = ListField<ReportFields, ReportRowFields>("rows", "the lines")
  public let empty = TextField<ReportFields>("empty", "said when there are none")
  public init() {}
}

/// A row `chart` of Templates/README.md.
public struct ChartFields: TemplateFields {
  public static let scope = Scope<ChartFields>("chart")
  public let title = TextField<ChartFields>("title", "heading")
  public let text = TextField<ChartFields>("text", "the sum in words")
  public let spanLabel = TextField<ChartFields>("span_label", "heading of the table's first column: \"Month\"")
  public let valueLabel = TextField<ChartFields>("value_label", "heading of its second: \"Sessions held\"")
  public let bars = ListField<ChartFields, BarFields>("bars", "from left to right")
  public init() {}
}

/// A row `bar` of Templates/README.md.
public struct BarFields: TemplateFields {
  public static let scope = Scope<BarFields>("bar")
  public let label = TextField<BarFields>("label", "what stands below the bar: \"Nov\"")
  public let name = TextField<BarFields>("name", "the same in full: \"November 2026\"")
  public let value = TextField<BarFields>("value", "the number")
  public let height = TextField<BarFields>("height", "of the bar, in hundredths of the highest")
  public let top = TextField<BarFields>("top", "what is left above it, in hundredths")
  public init() {}
}

/// A row `report_cell` of Templates/README.md.
public struct ReportCellFields: TemplateFields {
  public static let scope = Scope<ReportCellFields>("report_cell")
  public let text = TextField<ReportCellFields>("text", "what the cell says")
  public let url = URLField<ReportCellFields>("url", "a mentor's public profile; may be empty")
  public init() {}
}

/// A row `report_row` of Templates/README.md.
public struct ReportRowFields: TemplateFields {
  public static let scope = Scope<ReportRowFields>("report_row")
  public let cells = ListField<ReportRowFields, ReportCellFields>("cells", "one for each column")
  public init() {}
}
