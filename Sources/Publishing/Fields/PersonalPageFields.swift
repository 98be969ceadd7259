import Markup

/// The page `person-home` of Templates/README.md.
package struct PersonHomePageFields: TemplateFields {
  package static let scope = Scope<PersonHomePageFields>("person-home")
  package let common = CommonGroup<PersonHomePageFields>()
  package let emptyState = EmptyStateGroup<PersonHomePageFields>()
  package let heading = TextField<PersonHomePageFields>("heading", "\"Hello Sam\"")
  package let lead = TextField<PersonHomePageFields>("lead", "today's date in the person's zone")
  package let notices = ListField<PersonHomePageFields, NoticeFields>("notices", "what needs attention")
  package let next = ObjectField<PersonHomePageFields, SessionFields>("next", "the next session; absent = empty state")
  package let student = ObjectField<PersonHomePageFields, StudentHomeFields>("student", "for students")
  package let mentor = ObjectField<PersonHomePageFields, MentorHomeFields>("mentor", "for mentors")
  package let webcalUrl = URLField<PersonHomePageFields>("webcal_url", "`webcal:` address of the feed")
  package let feedUrl = URLField<PersonHomePageFields>("feed_url", "the feed")
  package let feedAddress = TextField<PersonHomePageFields>("feed_address", "the feed's absolute address, to copy")
  package let changesUrl = URLField<PersonHomePageFields>("changes_url", "Atom of changes")
  package init() {}
}

/// The page `person-connections` of Templates/README.md.
package struct PersonConnectionsPageFields: TemplateFields {
  package static let scope = Scope<PersonConnectionsPageFields>("person-connections")
  package let common = CommonGroup<PersonConnectionsPageFields>()
  package let emptyState = EmptyStateGroup<PersonConnectionsPageFields>()
  package let pages = PagesGroup<PersonConnectionsPageFields>()
  package let heading = TextField<PersonConnectionsPageFields>("heading", "\"My Connections\"")
  package let countText = TextField<PersonConnectionsPageFields>("count_text", "\"3 connections\"")
  package let hasConnections = FlagField<PersonConnectionsPageFields>("has_connections", "`connections` has entries")
  package let connections = ListField<PersonConnectionsPageFields, ConnectionFields>(
    "connections", "newest change first")
  package init() {}
}

/// The page `person-mentors` of Templates/README.md.
package struct PersonMentorsPageFields: TemplateFields {
  package static let scope = Scope<PersonMentorsPageFields>("person-mentors")
  package let common = CommonGroup<PersonMentorsPageFields>()
  package let emptyState = EmptyStateGroup<PersonMentorsPageFields>()
  package let heading = TextField<PersonMentorsPageFields>("heading", "\"Mentors\"")
  package let countText = TextField<PersonMentorsPageFields>("count_text", "\"42 mentors\"")
  package let hasMentors = FlagField<PersonMentorsPageFields>("has_mentors", "`mentors` has entries")
  package let mentors = ListField<PersonMentorsPageFields, PrivateMentorFields>("mentors", "in rating order")
  package init() {}
}

/// The page `person-sessions` of Templates/README.md.
package struct PersonSessionsPageFields: TemplateFields {
  package static let scope = Scope<PersonSessionsPageFields>("person-sessions")
  package let common = CommonGroup<PersonSessionsPageFields>()
  package let emptyState = EmptyStateGroup<PersonSessionsPageFields>()
  package let pages = PagesGroup<PersonSessionsPageFields>()
  package let heading = TextField<PersonSessionsPageFields>("heading", "\"My Sessions\"")
  package let tabs = ListField<PersonSessionsPageFields, TabFields>("tabs", "Upcoming, Past, Cancelled")
  package let hasSessions = FlagField<PersonSessionsPageFields>("has_sessions", "`sessions` has entries")
  package let sessions = ListField<PersonSessionsPageFields, SessionFields>("sessions", "of this tab")
  package init() {}
}

/// The page `person-requests` of Templates/README.md.
package struct PersonRequestsPageFields: TemplateFields {
  package static let scope = Scope<PersonRequestsPageFields>("person-requests")
  package let common = CommonGroup<PersonRequestsPageFields>()
  package let emptyState = EmptyStateGroup<PersonRequestsPageFields>()
  package let pages = PagesGroup<PersonRequestsPageFields>()
  package let heading = TextField<PersonRequestsPageFields>("heading", "\"Requests\"")
  package let countText = TextField<PersonRequestsPageFields>("count_text", "\"2 requests\"")
  package let hasRequests = FlagField<PersonRequestsPageFields>("has_requests", "`requests` has entries")
  package let requests = ListField<PersonRequestsPageFields, RequestFields>("requests", "newest first")
  package init() {}
}

/// The page `person-book` of Templates/README.md.
package struct PersonBookPageFields: TemplateFields {
  package static let scope = Scope<PersonBookPageFields>("person-book")
  package let common = CommonGroup<PersonBookPageFields>()
  package let face = FaceGroup<PersonBookPageFields>()
  package let emptyState = EmptyStateGroup<PersonBookPageFields>()
  package let heading = TextField<PersonBookPageFields>("heading", "\"Book a session with Ada Okafor\"")
  package let connectionsUrl = URLField<PersonBookPageFields>("connections_url", "My Connections")
  package let zonesText = TextField<PersonBookPageFields>("zones_text", "\"Times in Asia/Tokyo, small: Europe/Berlin\"")
  package let hasSlots = FlagField<PersonBookPageFields>("has_slots", "there is at least one opening")
  package let booking = ObjectField<PersonBookPageFields, BookingFields>("booking", "the form and its openings")
  package init() {}
}

/// The page `person-dashboard` of Templates/README.md.
package struct PersonDashboardPageFields: TemplateFields {
  package static let scope = Scope<PersonDashboardPageFields>("person-dashboard")
  package let common = CommonGroup<PersonDashboardPageFields>()
  package let emptyState = EmptyStateGroup<PersonDashboardPageFields>()
  package let heading = TextField<PersonDashboardPageFields>("heading", "\"Overview\"")
  package let lead = TextField<PersonDashboardPageFields>("lead", "today's date in the mentor's zone")
  package let tabs = ListField<PersonDashboardPageFields, TabFields>(
    "tabs", "Overview, Sessions, My Students, Schedule, Availability, Profile")
  package let numbers = ListField<PersonDashboardPageFields, FigureFields>(
    "numbers", "total students, upcoming, completed today, average rating …")
  package let queueCount = TextField<PersonDashboardPageFields>("queue_count", "how many wait")
  package let hasConnectionQueue = FlagField<PersonDashboardPageFields>(
    "has_connection_queue", "`connection_queue` has entries")
  package let connectionQueue = ListField<PersonDashboardPageFields, ConnectionFields>(
    "connection_queue", "students who ask")
  package let hasRequestQueue = FlagField<PersonDashboardPageFields>("has_request_queue", "`request_queue` has entries")
  package let requestQueue = ListField<PersonDashboardPageFields, RequestFields>("request_queue", "sessions asked for")
  package let queueEmpty = FlagField<PersonDashboardPageFields>("queue_empty", "nothing waits")
  package let sessionsUrl = URLField<PersonDashboardPageFields>("sessions_url", "My Sessions")
  package let hasSessions = FlagField<PersonDashboardPageFields>("has_sessions", "`sessions` has entries")
  package let sessions = ListField<PersonDashboardPageFields, SessionFields>("sessions", "the next ones")
  package init() {}
}

/// The page `person-students` of Templates/README.md.
package struct PersonStudentsPageFields: TemplateFields {
  package static let scope = Scope<PersonStudentsPageFields>("person-students")
  package let common = CommonGroup<PersonStudentsPageFields>()
  package let emptyState = EmptyStateGroup<PersonStudentsPageFields>()
  package let pages = PagesGroup<PersonStudentsPageFields>()
  package let heading = TextField<PersonStudentsPageFields>("heading", "\"My Students\"")
  package let countText = TextField<PersonStudentsPageFields>("count_text", "\"5 students\"")
  package let tabs = ListField<PersonStudentsPageFields, TabFields>("tabs", "as in person-dashboard")
  package let hasStudents = FlagField<PersonStudentsPageFields>("has_students", "`students` has entries")
  package let students = ListField<PersonStudentsPageFields, StudentFields>("students", "by name")
  package init() {}
}

/// The page `person-schedule` of Templates/README.md.
package struct PersonSchedulePageFields: TemplateFields {
  package static let scope = Scope<PersonSchedulePageFields>("person-schedule")
  package let common = CommonGroup<PersonSchedulePageFields>()
  package let week = WeekGroup<PersonSchedulePageFields>()
  package let heading = TextField<PersonSchedulePageFields>("heading", "\"Schedule\"")
  package let lead = TextField<PersonSchedulePageFields>("lead", "the zone")
  package let tabs = ListField<PersonSchedulePageFields, TabFields>("tabs", "as in person-dashboard")
  package let days = ListField<PersonSchedulePageFields, WeekDayFields>("days", "the days shown")
  package init() {}
}

/// The page `person-availability` of Templates/README.md.
package struct PersonAvailabilityPageFields: TemplateFields {
  package static let scope = Scope<PersonAvailabilityPageFields>("person-availability")
  package let common = CommonGroup<PersonAvailabilityPageFields>()
  package let heading = TextField<PersonAvailabilityPageFields>("heading", "\"Availability\"")
  package let lead = TextField<PersonAvailabilityPageFields>("lead", "the zone")
  package let tabs = ListField<PersonAvailabilityPageFields, TabFields>("tabs", "as in person-dashboard")
  package let groups = ListField<PersonAvailabilityPageFields, HoursGroupFields>("groups", "the rules in words")
  package let changes = ListField<PersonAvailabilityPageFields, ChangeFields>("changes", "how to change them")
  package init() {}
}

/// The page `person-profile` of Templates/README.md.
package struct PersonProfilePageFields: TemplateFields {
  package static let scope = Scope<PersonProfilePageFields>("person-profile")
  package let common = CommonGroup<PersonProfilePageFields>()
  package let heading = TextField<PersonProfilePageFields>("heading", "\"Profile\"")
  package let lead = TextField<PersonProfilePageFields>("lead", "who sees it")
  package let tabs = ListField<PersonProfilePageFields, TabFields>("tabs", "as in person-dashboard; none for students")
  package let publicUrl = URLField<PersonProfilePageFields>("public_url", "public profile; empty = none")
  package let approvalText = TextField<PersonProfilePageFields>(
    "approval_text", "\"waits for approval\"; empty = approved")
  package let rows = ListField<PersonProfilePageFields, RowFields>("rows", "the facts")
  package let bioHtml = HTMLField<PersonProfilePageFields>("bio_html", "from Markdown")
  package let changes = ListField<PersonProfilePageFields, ChangeFields>("changes", "how to change them")
  package init() {}
}

/// The page `meeting` of Templates/README.md.
package struct MeetingPageFields: TemplateFields {
  package static let scope = Scope<MeetingPageFields>("meeting")
  package let common = CommonGroup<MeetingPageFields>()
  package let sessionState = StateGroup<MeetingPageFields>()
  package let kind = KindGroup<MeetingPageFields>()
  package let joining = JoiningGroup<MeetingPageFields>()
  package let id = TextField<MeetingPageFields>("id", "`S-123`")
  package let heading = TextField<MeetingPageFields>("heading", "title of the session")
  package let withText = TextField<MeetingPageFields>("with_text", "\"Ada Okafor and Sam Ito\"")
  package let state = TextField<MeetingPageFields>(
    "state", "class: `before`, `live`, `over`, `cancelled` by the page clock")
  package let before = FlagField<MeetingPageFields>("before", "not begun")
  package let live = FlagField<MeetingPageFields>("live", "open for joining")
  package let over = FlagField<MeetingPageFields>("over", "ended")
  package let stateText = TextField<MeetingPageFields>("state_text", "the state in a sentence")
  package let cancelReason = TextField<MeetingPageFields>("cancel_reason", "may be empty")
  package let times = ListField<MeetingPageFields, ZoneTimeFields>(
    "times", "both zones, or one where they are the same")
  package let durationText = TextField<MeetingPageFields>("duration_text", "\"60 minutes\"")
  package let typeText = TextField<MeetingPageFields>("type_text", "\"Video call\"")
  package let subject = TextField<MeetingPageFields>("subject", "may be empty")
  package let place = TextField<MeetingPageFields>("place", "address of a session in person")
  package let hasAgenda = FlagField<MeetingPageFields>("has_agenda", "there is a description or an agenda")
  package let about = TextField<MeetingPageFields>("about", "may be empty")
  package let agenda = TextField<MeetingPageFields>("agenda", "may be empty")
  package let notesHtml = HTMLField<MeetingPageFields>("notes_html", "notes after the session")
  package let historyList = FlagField<MeetingPageFields>("history_list", "`history` has entries")
  package let history = ListField<MeetingPageFields, EventFields>("history", "what changed")
  package let joinable = FlagField<MeetingPageFields>("joinable", "before the end, and not cancelled")
  package let linkHost = TextField<MeetingPageFields>("link_host", "host of the join link")
  package let room = TextField<MeetingPageFields>("room", "room id; may be empty")
  package let qrHtml = HTMLField<MeetingPageFields>("qr_html", "SVG of the join link's QR code")
  package let instructionsHtml = HTMLField<MeetingPageFields>(
    "instructions_html", "the organiser's words for this type")
  package let icsUrl = URLField<MeetingPageFields>("ics_url", "`session.ics`")
  package let hasActions = FlagField<MeetingPageFields>("has_actions", "`actions` has entries")
  package let actions = ListField<MeetingPageFields, ActionFields>("actions", "cancel, move, complete …")
  package let cancelUntil = TextField<MeetingPageFields>("cancel_until", "may be empty")
  package let homeLink = ObjectField<MeetingPageFields, LinkFields>(
    "home_link", "absent: the page belongs to two people and holds no token of either")
  package init() {}
}

/// The page `organiser` of Templates/README.md.
package struct OrganiserPageFields: TemplateFields {
  package static let scope = Scope<OrganiserPageFields>("organiser")
  package let common = CommonGroup<OrganiserPageFields>()
  package let heading = TextField<OrganiserPageFields>("heading", "\"Organiser\"")
  package let lead = TextField<OrganiserPageFields>("lead", "as of when")
  package let numbers = ListField<OrganiserPageFields, FigureFields>("numbers", "people, sessions, fill rate …")
  package let tables = ListField<OrganiserPageFields, ReportFields>("tables", "load, fairness, waiting requests …")
  package init() {}
}
