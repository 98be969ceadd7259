import Markup

/// The page `person-home` of Templates/README.md.
public struct PersonHomePageFields: TemplateFields {
  public static let scope = Scope<PersonHomePageFields>("person-home")
  public let common = CommonGroup<PersonHomePageFields>()
  public let emptyState = EmptyStateGroup<PersonHomePageFields>()
  public let heading = TextField<PersonHomePageFields>("heading", "\"Hello Sam\"")
  public let lead = TextField<PersonHomePageFields>("lead", "today's date in the person's zone")
  public let notices = ListField<PersonHomePageFields, NoticeFields>("notices", "what needs attention")
  public let next = ObjectField<PersonHomePageFields, SessionFields>("next", "the next session; absent = empty state")
  public let student = ObjectField<PersonHomePageFields, StudentHomeFields>("student", "for students")
  public let mentor = ObjectField<PersonHomePageFields, MentorHomeFields>("mentor", "for mentors")
  public let hasCredits = FlagField<PersonHomePageFields>("has_credits", "there is a ledger of credits")
  public let credits = ListField<PersonHomePageFields, FigureFields>(
    "credits", "its balances, one a currency: no label; the note tells what sessions ahead cost")
  public let calendarText = TextField<PersonHomePageFields>("calendar_text", "how sessions get into a calendar")
  public let feed = ObjectField<PersonHomePageFields, SubscriptionFields>("feed", "the person's calendar")
  public let changesUrl = URLField<PersonHomePageFields>("changes_url", "Atom of changes")
  public init() {}
}

/// The page `person-connections` of Templates/README.md.
public struct PersonConnectionsPageFields: TemplateFields {
  public static let scope = Scope<PersonConnectionsPageFields>("person-connections")
  public let common = CommonGroup<PersonConnectionsPageFields>()
  public let emptyState = EmptyStateGroup<PersonConnectionsPageFields>()
  public let pages = PagesGroup<PersonConnectionsPageFields>()
  public let heading = TextField<PersonConnectionsPageFields>("heading", "\"My Connections\"")
  public let countText = TextField<PersonConnectionsPageFields>("count_text", "\"3 connections\"")
  public let hasConnections = FlagField<PersonConnectionsPageFields>("has_connections", "`connections` has entries")
  public let connections = ListField<PersonConnectionsPageFields, ConnectionFields>(
    "connections", "newest change first")
  public let asks = ListField<PersonConnectionsPageFields, ChangeFields>(
    "asks", "the connection request, on the first page; none where nobody can be asked")
  public init() {}
}

/// The page `person-mentors` of Templates/README.md.
public struct PersonMentorsPageFields: TemplateFields {
  public static let scope = Scope<PersonMentorsPageFields>("person-mentors")
  public let common = CommonGroup<PersonMentorsPageFields>()
  public let emptyState = EmptyStateGroup<PersonMentorsPageFields>()
  public let heading = TextField<PersonMentorsPageFields>("heading", "\"Mentors\"")
  public let countText = TextField<PersonMentorsPageFields>("count_text", "\"42 mentors\"")
  public let hasMentors = FlagField<PersonMentorsPageFields>("has_mentors", "`mentors` has entries")
  public let mentors = ListField<PersonMentorsPageFields, PrivateMentorFields>("mentors", "in rating order")
  public init() {}
}

/// The page `person-sessions` of Templates/README.md.
public struct PersonSessionsPageFields: TemplateFields {
  public static let scope = Scope<PersonSessionsPageFields>("person-sessions")
  public let common = CommonGroup<PersonSessionsPageFields>()
  public let emptyState = EmptyStateGroup<PersonSessionsPageFields>()
  public let pages = PagesGroup<PersonSessionsPageFields>()
  public let heading = TextField<PersonSessionsPageFields>("heading", "\"My Sessions\"")
  public let tabs = ListField<PersonSessionsPageFields, TabFields>("tabs", "Upcoming, Past, Cancelled")
  public let hasSessions = FlagField<PersonSessionsPageFields>("has_sessions", "`sessions` has entries")
  public let sessions = ListField<PersonSessionsPageFields, SessionFields>("sessions", "of this tab")
  public init() {}
}

/// The page `person-requests` of Templates/README.md.
public struct PersonRequestsPageFields: TemplateFields {
  public static let scope = Scope<PersonRequestsPageFields>("person-requests")
  public let common = CommonGroup<PersonRequestsPageFields>()
  public let emptyState = EmptyStateGroup<PersonRequestsPageFields>()
  public let pages = PagesGroup<PersonRequestsPageFields>()
  public let heading = TextField<PersonRequestsPageFields>("heading", "\"Requests\"")
  public let countText = TextField<PersonRequestsPageFields>("count_text", "\"2 requests\"")
  public let hasRequests = FlagField<PersonRequestsPageFields>("has_requests", "`requests` has entries")
  public let hasConnectionQueue = FlagField<PersonRequestsPageFields>(
    "has_connection_queue", "`connection_queue` has entries")
  public let connectionQueue = ListField<PersonRequestsPageFields, ConnectionFields>(
    "connection_queue", "connection requests that wait, on the first page")
  public let asks = ListField<PersonRequestsPageFields, ChangeFields>(
    "asks", "a form to book any mentor, where there is no page of each; on the first page")
  public let requests = ListField<PersonRequestsPageFields, RequestFields>("requests", "newest first")
  public init() {}
}

/// The page `person-book` of Templates/README.md.
public struct PersonBookPageFields: TemplateFields {
  public static let scope = Scope<PersonBookPageFields>("person-book")
  public let common = CommonGroup<PersonBookPageFields>()
  public let face = FaceGroup<PersonBookPageFields>()
  public let emptyState = EmptyStateGroup<PersonBookPageFields>()
  public let heading = TextField<PersonBookPageFields>("heading", "\"Book a session with Ada Okafor\"")
  public let backUrl = URLField<PersonBookPageFields>("back_url", "My Connections, or the mentors where none is needed")
  public let backLabel = TextField<PersonBookPageFields>("back_label", "its name")
  public let zonesText = TextField<PersonBookPageFields>("zones_text", "\"Times in Asia/Tokyo, small: Europe/Berlin\"")
  public let hasMoves = FlagField<PersonBookPageFields>("has_moves", "`moves` has entries")
  public let moves = ListField<PersonBookPageFields, MoveFields>("moves", "sessions of the two that can be moved")
  public let proposals = ListField<PersonBookPageFields, ChangeFields>(
    "proposals", "a request for a time that is not open, where the programme takes such")
  public let hasSlots = FlagField<PersonBookPageFields>("has_slots", "there is at least one opening")
  public let booking = ObjectField<PersonBookPageFields, BookingFields>("booking", "the form and its openings")
  public init() {}
}

/// The page `person-dashboard` of Templates/README.md.
public struct PersonDashboardPageFields: TemplateFields {
  public static let scope = Scope<PersonDashboardPageFields>("person-dashboard")
  public let common = CommonGroup<PersonDashboardPageFields>()
  public let emptyState = EmptyStateGroup<PersonDashboardPageFields>()
  public let heading = TextField<PersonDashboardPageFields>("heading", "\"Overview\"")
  public let lead = TextField<PersonDashboardPageFields>("lead", "today's date in the mentor's zone")
  public let tabs = ListField<PersonDashboardPageFields, TabFields>(
    "tabs", "Overview, Sessions, My Students, Schedule, Availability, Profile")
  public let notices = ListField<PersonDashboardPageFields, NoticeFields>("notices", "what needs attention")
  public let numbers = ListField<PersonDashboardPageFields, FigureFields>(
    "numbers", "total students, upcoming, completed today, average rating …")
  public let queueCount = TextField<PersonDashboardPageFields>("queue_count", "how many wait")
  public let hasConnectionQueue = FlagField<PersonDashboardPageFields>(
    "has_connection_queue", "`connection_queue` has entries")
  public let connectionQueue = ListField<PersonDashboardPageFields, ConnectionFields>(
    "connection_queue", "students who ask")
  public let hasRequestQueue = FlagField<PersonDashboardPageFields>("has_request_queue", "`request_queue` has entries")
  public let requestQueue = ListField<PersonDashboardPageFields, RequestFields>("request_queue", "sessions asked for")
  public let queueEmpty = FlagField<PersonDashboardPageFields>("queue_empty", "nothing waits")
  public let sessionsUrl = URLField<PersonDashboardPageFields>("sessions_url", "My Sessions")
  public let hasSessions = FlagField<PersonDashboardPageFields>("has_sessions", "`sessions` has entries")
  public let sessions = ListField<PersonDashboardPageFields, SessionFields>("sessions", "the next ones")
  public let hasCharts = FlagField<PersonDashboardPageFields>("has_charts", "`charts` has entries")
  public let charts = ListField<PersonDashboardPageFields, ChartFields>("charts", "sessions by month, stars")
  public init() {}
}

/// The page `person-students` of Templates/README.md.
public struct PersonStudentsPageFields: TemplateFields {
  public static let scope = Scope<PersonStudentsPageFields>("person-students")
  public let common = CommonGroup<PersonStudentsPageFields>()
  public let emptyState = EmptyStateGroup<PersonStudentsPageFields>()
  public let pages = PagesGroup<PersonStudentsPageFields>()
  public let heading = TextField<PersonStudentsPageFields>("heading", "\"My Students\"")
  public let countText = TextField<PersonStudentsPageFields>("count_text", "\"5 students\"")
  public let tabs = ListField<PersonStudentsPageFields, TabFields>("tabs", "as in person-dashboard")
  public let hasStudents = FlagField<PersonStudentsPageFields>("has_students", "`students` has entries")
  public let students = ListField<PersonStudentsPageFields, StudentFields>("students", "by name")
  public init() {}
}

/// The page `person-schedule` of Templates/README.md.
public struct PersonSchedulePageFields: TemplateFields {
  public static let scope = Scope<PersonSchedulePageFields>("person-schedule")
  public let common = CommonGroup<PersonSchedulePageFields>()
  public let week = WeekGroup<PersonSchedulePageFields>()
  public let heading = TextField<PersonSchedulePageFields>("heading", "\"Schedule\"")
  public let lead = TextField<PersonSchedulePageFields>("lead", "the zone")
  public let tabs = ListField<PersonSchedulePageFields, TabFields>("tabs", "as in person-dashboard")
  public let days = ListField<PersonSchedulePageFields, WeekDayFields>("days", "the days shown")
  public init() {}
}

/// The page `person-availability` of Templates/README.md.
public struct PersonAvailabilityPageFields: TemplateFields {
  public static let scope = Scope<PersonAvailabilityPageFields>("person-availability")
  public let common = CommonGroup<PersonAvailabilityPageFields>()
  public let heading = TextField<PersonAvailabilityPageFields>("heading", "\"Availability\"")
  public let lead = TextField<PersonAvailabilityPageFields>("lead", "the zone")
  public let tabs = ListField<PersonAvailabilityPageFields, TabFields>("tabs", "as in person-dashboard")
  public let groups = ListField<PersonAvailabilityPageFields, HoursGroupFields>("groups", "the rules in words")
  public let changes = ListField<PersonAvailabilityPageFields, ChangeFields>("changes", "how to change them")
  public init() {}
}

/// The page `person-profile` of Templates/README.md.
public struct PersonProfilePageFields: TemplateFields {
  public static let scope = Scope<PersonProfilePageFields>("person-profile")
  public let bioLanguage = ForeignGroup<PersonProfilePageFields>()
  public let common = CommonGroup<PersonProfilePageFields>()
  public let heading = TextField<PersonProfilePageFields>("heading", "\"Profile\"")
  public let lead = TextField<PersonProfilePageFields>("lead", "who sees it")
  public let tabs = ListField<PersonProfilePageFields, TabFields>("tabs", "as in person-dashboard; none for students")
  public let publicUrl = URLField<PersonProfilePageFields>("public_url", "public profile; empty = none")
  public let approvalText = TextField<PersonProfilePageFields>(
    "approval_text", "\"waits for approval\"; empty = approved")
  public let rows = ListField<PersonProfilePageFields, RowFields>("rows", "the facts")
  public let bioHtml = HTMLField<PersonProfilePageFields>("bio_html", "from Markdown")
  public let changes = ListField<PersonProfilePageFields, ChangeFields>("changes", "how to change them")
  public init() {}
}

/// The page `meeting` of Templates/README.md.
public struct MeetingPageFields: TemplateFields {
  public static let scope = Scope<MeetingPageFields>("meeting")
  public let common = CommonGroup<MeetingPageFields>()
  public let sessionState = StateGroup<MeetingPageFields>()
  public let kind = KindGroup<MeetingPageFields>()
  public let joining = JoiningGroup<MeetingPageFields>()
  public let id = TextField<MeetingPageFields>("id", "`S-123`")
  public let heading = TextField<MeetingPageFields>("heading", "title of the session")
  public let withText = TextField<MeetingPageFields>("with_text", "\"Ada Okafor and Sam Ito\"")
  public let state = TextField<MeetingPageFields>(
    "state", "class: `before`, `live`, `over`, `cancelled` by the page clock")
  public let before = FlagField<MeetingPageFields>("before", "not begun")
  public let live = FlagField<MeetingPageFields>("live", "open for joining")
  public let over = FlagField<MeetingPageFields>("over", "ended")
  public let stateText = TextField<MeetingPageFields>("state_text", "the state in a sentence")
  public let cancelledBy = TextField<MeetingPageFields>("cancelled_by", "\"Cancelled by the mentor:\"")
  public let cancelReason = TextField<MeetingPageFields>("cancel_reason", "may be empty")
  public let clockNote = TextField<MeetingPageFields>(
    "clock_note", "what a clock change since the pair's last session does; empty without one")
  public let times = ListField<MeetingPageFields, ZoneTimeFields>(
    "times", "both zones, or one where they are the same")
  public let durationText = TextField<MeetingPageFields>("duration_text", "\"60 minutes\"")
  public let typeText = TextField<MeetingPageFields>("type_text", "\"Video call\"")
  public let subject = TextField<MeetingPageFields>("subject", "may be empty")
  public let place = TextField<MeetingPageFields>("place", "address of a session in person")
  public let hasAgenda = FlagField<MeetingPageFields>("has_agenda", "there is a description or an agenda")
  public let about = TextField<MeetingPageFields>("about", "the description; empty where the agenda says the same")
  public let agenda = TextField<MeetingPageFields>("agenda", "may be empty")
  public let answers = TextField<MeetingPageFields>("answers", "to the questions of what was offered; may be empty")
  public let recordingUrl = URLField<MeetingPageFields>("recording_url", "where the recording is kept; may be empty")
  public let recordingText = TextField<MeetingPageFields>(
    "recording_text", "\"Recording, kept until 1 December 2026\"")
  public let notesBeforeHtml = HTMLField<MeetingPageFields>("notes_before_html", "notes to prepare it")
  public let notesHtml = HTMLField<MeetingPageFields>("notes_html", "notes after the session")
  public let joinable = FlagField<MeetingPageFields>("joinable", "before the end, and not cancelled")
  public let linkHost = TextField<MeetingPageFields>("link_host", "host of the join link")
  public let room = TextField<MeetingPageFields>("room", "room id; may be empty")
  public let qrHtml = HTMLField<MeetingPageFields>("qr_html", "SVG of the join link's QR code")
  public let instructionsHtml = HTMLField<MeetingPageFields>(
    "instructions_html", "the organiser's words for this type, of `content/instructions/`, before the end")
  public let instructions = ForeignGroup<MeetingPageFields>()
  public let icsUrl = URLField<MeetingPageFields>("ics_url", "`session.ics`")
  public let cancelUntil = TextField<MeetingPageFields>("cancel_until", "may be empty")
  public let changeable = FlagField<MeetingPageFields>("changeable", "that time has not come")
  public let priceText = TextField<MeetingPageFields>(
    "price_text", "\"45.50 EUR\", \"free\"; empty where no price was agreed")
  public let payUrl = URLField<MeetingPageFields>("pay_url", "where the student pays; may be empty")
  public let payText = TextField<MeetingPageFields>("pay_text", "\"Pay 45.50 EUR\"")
  public init() {}
}

/// The page `organiser` of Templates/README.md.
public struct OrganiserPageFields: TemplateFields {
  public static let scope = Scope<OrganiserPageFields>("organiser")
  public let common = CommonGroup<OrganiserPageFields>()
  public let heading = TextField<OrganiserPageFields>("heading", "\"Organiser\"")
  public let lead = TextField<OrganiserPageFields>("lead", "as of when")
  public let numbers = ListField<OrganiserPageFields, FigureFields>("numbers", "people, sessions, fill rate …")
  public let feed = ObjectField<OrganiserPageFields, SubscriptionFields>("feed", "the sessions of all people")
  public let hasCharts = FlagField<OrganiserPageFields>("has_charts", "`charts` has entries")
  public let charts = ListField<OrganiserPageFields, ChartFields>("charts", "sessions by week, stars")
  public let changes = ListField<OrganiserPageFields, ChangeFields>("changes", "what an organiser can do from here")
  public let tables = ListField<OrganiserPageFields, ReportFields>("tables", "load, fairness, waiting requests …")
  public init() {}
}
