import Markup

/// A row `session` of Templates/README.md.
package struct SessionFields: TemplateFields {
  package static let scope = Scope<SessionFields>("session")
  package let state = StateGroup<SessionFields>()
  package let kind = KindGroup<SessionFields>()
  package let joining = JoiningGroup<SessionFields>()
  package let id = TextField<SessionFields>("id", "`S-123`")
  package let title = TextField<SessionFields>("title", "what it is about")
  package let url = URLField<SessionFields>("url", "meeting page; a request's card before there is one")
  package let weekdayShort = TextField<SessionFields>("weekday_short", "\"Mon\", in the page owner's zone")
  package let dayNumber = TextField<SessionFields>("day_number", "\"23\"")
  package let monthShort = TextField<SessionFields>("month_short", "\"Nov\"")
  package let whenText = TextField<SessionFields>(
    "when_text", "\"Monday, 23 November 2026, 15:00–16:00 (Europe/Berlin)\"")
  package let whenOther = TextField<SessionFields>(
    "when_other", "the other's zone where it differs: \"23:00–00:00 next day (Asia/Tokyo)\"")
  package let withText = TextField<SessionFields>("with_text", "\"with Ada Okafor\"")
  package let withLine = TextField<SessionFields>("with_line", "job title and company; may be empty")
  package let typeText = TextField<SessionFields>("type_text", "\"Video call\"")
  package let durationText = TextField<SessionFields>("duration_text", "\"60 minutes\"")
  package let subject = TextField<SessionFields>("subject", "may be empty")
  package let agenda = TextField<SessionFields>("agenda", "before the session")
  package let place = TextField<SessionFields>("place", "address of a session in person")
  package let notesHtml = HTMLField<SessionFields>("notes_html", "notes after the session")
  package let cancelledBy = TextField<SessionFields>("cancelled_by", "\"Cancelled by the mentor:\"")
  package let cancelReason = TextField<SessionFields>("cancel_reason", "the reason; may be empty")
  package let reviewText = TextField<SessionFields>("review_text", "the review that was given; may be empty")
  package let reviewHalfStars = TextField<SessionFields>("review_half_stars", "`0` to `10`")
  package let room = TextField<SessionFields>("room", "room id; empty = none")
  package let icsUrl = URLField<SessionFields>("ics_url", "`session.ics`")
  package let cancelUntil = TextField<SessionFields>("cancel_until", "\"Can be cancelled until …\"; may be empty")
  package let actions = ListField<SessionFields, ActionFields>("actions", "cancel, move, complete, review …")
  package init() {}
}

/// A row `request` of Templates/README.md.
package struct RequestFields: TemplateFields {
  package static let scope = Scope<RequestFields>("request")
  package let kind = KindGroup<RequestFields>()
  package let id = TextField<RequestFields>("id", "`S-123`")
  package let title = TextField<RequestFields>("title", "what it is about")
  package let status = TextField<RequestFields>(
    "status", "class: `pending`, `approved`, `rejected`, `expired`, `withdrawn`, `superseded`")
  package let statusText = TextField<RequestFields>("status_text", "the state in words")
  package let pending = FlagField<RequestFields>("pending", "waits")
  package let approved = FlagField<RequestFields>("approved", "agreed")
  package let refused = FlagField<RequestFields>("refused", "rejected")
  package let over = FlagField<RequestFields>("over", "expired, withdrawn or superseded")
  package let fromText = TextField<RequestFields>("from_text", "\"From: Sam Ito\", or \"To: Ada Okafor\"")
  package let rating = TextField<RequestFields>("rating", "the student's rating, for mentors; may be empty")
  package let halfStars = TextField<RequestFields>("half_stars", "`0` to `10`")
  package let startIso = TextField<RequestFields>("start_iso", "instant")
  package let whenText = TextField<RequestFields>("when_text", "in words, with date, time and zone")
  package let whenOther = TextField<RequestFields>("when_other", "the other's zone where it differs")
  package let typeText = TextField<RequestFields>("type_text", "\"Video call\"")
  package let durationText = TextField<RequestFields>("duration_text", "\"60 minutes\"")
  package let subject = TextField<RequestFields>("subject", "may be empty")
  package let description = TextField<RequestFields>("description", "the student's words; may be empty")
  package let reason = TextField<RequestFields>("reason", "why it was rejected; may be empty")
  package let expiresText = TextField<RequestFields>("expires_text", "\"Expires …\"; may be empty")
  package let actions = ListField<RequestFields, ActionFields>("actions", "approve, decline, withdraw")
  package init() {}
}

/// A row `connection` of Templates/README.md.
package struct ConnectionFields: TemplateFields {
  package static let scope = Scope<ConnectionFields>("connection")
  package let face = FaceGroup<ConnectionFields>()
  package let button = ButtonGroup<ConnectionFields>()
  package let url = URLField<ConnectionFields>("url", "the mentor's profile; empty for a student")
  package let status = TextField<ConnectionFields>(
    "status", "class: `pending`, `accepted`, `rejected`, `withdrawn`, `ended`")
  package let statusText = TextField<ConnectionFields>("status_text", "badge; empty = no connection")
  package let pending = FlagField<ConnectionFields>("pending", "PENDING")
  package let accepted = FlagField<ConnectionFields>("accepted", "ACCEPTED")
  package let rejected = FlagField<ConnectionFields>("rejected", "REJECTED")
  package let over = FlagField<ConnectionFields>("over", "WITHDRAWN or ENDED")
  package let sinceText = TextField<ConnectionFields>("since_text", "\"since 3 November 2026\"; may be empty")
  package let message = TextField<ConnectionFields>("message", "the request's words; may be empty")
  package let reason = TextField<ConnectionFields>("reason", "why it was declined; may be empty")
  package let goalsText = TextField<ConnectionFields>("goals_text", "\"interview prep, career\"; may be empty")
  package let contactUrl = URLField<ConnectionFields>("contact_url", "`mailto:` of the other, where shared")
  package let contactText = TextField<ConnectionFields>("contact_text", "the address")
  package let actions = ListField<ConnectionFields, ActionFields>("actions", "accept, decline, withdraw, end")
  package init() {}
}

/// A row `private_mentor` of Templates/README.md.
package struct PrivateMentorFields: TemplateFields {
  package static let scope = Scope<PrivateMentorFields>("private_mentor")
  package let face = FaceGroup<PrivateMentorFields>()
  package let stars = StarsGroup<PrivateMentorFields>()
  package let button = ButtonGroup<PrivateMentorFields>()
  package let url = URLField<PrivateMentorFields>("url", "profile")
  package let headline = TextField<PrivateMentorFields>("headline", "may be empty")
  package let topics = ListField<PrivateMentorFields, NamedFields>("topics", "what she knows")
  package let nextIso = TextField<PrivateMentorFields>("next_iso", "next opening; empty = none")
  package let nextText = TextField<PrivateMentorFields>("next_text", "in the student's zone")
  package init() {}
}

/// A row `student_home` of Templates/README.md.
package struct StudentHomeFields: TemplateFields {
  package static let scope = Scope<StudentHomeFields>("student_home")
  package let connectionsText = TextField<StudentHomeFields>("connections_text", "\"3 connections, 1 waiting\"")
  package let connectionsUrl = URLField<StudentHomeFields>("connections_url", "My Connections")
  package let mentorsText = TextField<StudentHomeFields>("mentors_text", "\"42 mentors\"")
  package let mentorsUrl = URLField<StudentHomeFields>("mentors_url", "the directory")
  package let requestsText = TextField<StudentHomeFields>("requests_text", "\"1 request waits for an answer\"")
  package let requestsUrl = URLField<StudentHomeFields>("requests_url", "requests")
  package let hasPoints = FlagField<StudentHomeFields>("has_points", "the programme gives points")
  package let points = TextField<StudentHomeFields>("points", "\"120\"")
  package let pointsText = TextField<StudentHomeFields>("points_text", "\"points from 6 sessions\"")
  package let badges = ListField<StudentHomeFields, NamedFields>("badges", "badges earned")
  package init() {}
}

/// A row `mentor_home` of Templates/README.md.
package struct MentorHomeFields: TemplateFields {
  package static let scope = Scope<MentorHomeFields>("mentor_home")
  package let queueText = TextField<MentorHomeFields>("queue_text", "\"2 requests wait for you\"")
  package let dashboardUrl = URLField<MentorHomeFields>("dashboard_url", "overview")
  package let studentsText = TextField<MentorHomeFields>("students_text", "\"5 students\"")
  package let studentsUrl = URLField<MentorHomeFields>("students_url", "My Students")
  package let hoursText = TextField<MentorHomeFields>("hours_text", "\"Open on Mondays and Thursdays\"")
  package let availabilityUrl = URLField<MentorHomeFields>("availability_url", "hours")
  package init() {}
}

/// A row `student` of Templates/README.md.
package struct StudentFields: TemplateFields {
  package static let scope = Scope<StudentFields>("student")
  package let face = FaceGroup<StudentFields>()
  package let zone = TextField<StudentFields>("zone", "the student's zone, and their time beside yours")
  package let sessionsTotal = TextField<StudentFields>("sessions_total", "\"6\"")
  package let subjectsText = TextField<StudentFields>("subjects_text", "\"Mathematics, Swift\"")
  package let lastText = TextField<StudentFields>("last_text", "date of the last session, or \"none yet\"")
  package let nextText = TextField<StudentFields>("next_text", "date of the next; may be empty")
  package let rating = TextField<StudentFields>("rating", "the mentors' rating of the student; may be empty")
  package let meetingUrl = URLField<StudentFields>("meeting_url", "meeting page of the next session; may be empty")
  package let contactUrl = URLField<StudentFields>("contact_url", "`mailto:`; may be empty")
  package let actions = ListField<StudentFields, ActionFields>("actions", "end the connection …")
  package init() {}
}

/// A row `hours_group` of Templates/README.md.
package struct HoursGroupFields: TemplateFields {
  package static let scope = Scope<HoursGroupFields>("hours_group")
  package let title = TextField<HoursGroupFields>(
    "title", "\"Every week\", \"Single dates\", \"Closed\", \"Booking rules\"")
  package let text = TextField<HoursGroupFields>("text", "explanation; may be empty")
  package let hasRows = FlagField<HoursGroupFields>("has_rows", "`rows` has entries")
  package let rows = ListField<HoursGroupFields, RowFields>("rows", "\"Monday\" – \"09:00–12:00\"")
  package let empty = TextField<HoursGroupFields>("empty", "said when there are none")
  package init() {}
}

/// A row `change` of Templates/README.md.
package struct ChangeFields: TemplateFields {
  package static let scope = Scope<ChangeFields>("change")
  package let ways = WaysGroup<ChangeFields>()
  package let title = TextField<ChangeFields>("title", "\"Open a weekday\"")
  package let text = TextField<ChangeFields>("text", "how")
  package init() {}
}

/// A row `zone_time` of Templates/README.md.
package struct ZoneTimeFields: TemplateFields {
  package static let scope = Scope<ZoneTimeFields>("zone_time")
  package let zone = TextField<ZoneTimeFields>("zone", "IANA name")
  package let yours = FlagField<ZoneTimeFields>("yours", "the page owner's")
  package let iso = TextField<ZoneTimeFields>("iso", "start, instant")
  package let text = TextField<ZoneTimeFields>("text", "\"Monday, 23 November 2026, 15:00–16:00\"")
  package let note = TextField<ZoneTimeFields>("note", "\"next day\"; may be empty")
  package init() {}
}

/// A row `event` of Templates/README.md.
package struct EventFields: TemplateFields {
  package static let scope = Scope<EventFields>("event")
  package let iso = TextField<EventFields>("iso", "instant")
  package let when = TextField<EventFields>("when", "in words")
  package let text = TextField<EventFields>("text", "what happened")
  package init() {}
}

/// A row `report` of Templates/README.md.
package struct ReportFields: TemplateFields {
  package static let scope = Scope<ReportFields>("report")
  package let title = TextField<ReportFields>("title", "heading")
  package let text = TextField<ReportFields>("text", "explanation; may be empty")
  package let hasRows = FlagField<ReportFields>("has_rows", "`rows` has entries")
  package let columns = ListField<ReportFields, RowFields>(
    "columns", "`label` is the column's heading, `value` stays empty")
  package let rows = ListField<ReportFields, ReportRowFields>("rows", "the lines")
  package let empty = TextField<ReportFields>("empty", "said when there are none")
  package init() {}
}

/// A row `report_row` of Templates/README.md.
package struct ReportRowFields: TemplateFields {
  package static let scope = Scope<ReportRowFields>("report_row")
  package let cells = ListField<ReportRowFields, LineFields>("cells", "one for each column")
  package init() {}
}
