import Bytes
import CivilTime
import Mentoring

/// The rows that one person's pages show, read once for all of them. Text is the desk's arena's.
struct PersonalRows {
  let person: Person
  let zone: Zone
  /// The mentor's entry, when the person is an approved one.
  let entry: MentorEntry?
  /// As it is at the page clock: a request that has expired is expired.
  let agenda: [AgendaEntry]
  /// As the record has it. Feeds are made of it, since their octets do not follow the clock; `almanac tick` changes them.
  let recorded: [AgendaEntry]
  let connections: [ConnectionEntry]
  let reviews: [Int: [SessionReview]]
  let busy: [Interval]
  /// By session, see ``Site/clockNotes(on:of:zone:)``.
  let clockNotes: [Int: ClockNote]

  init(of person: Person, site: Site, desk: borrowing Desk) throws {
    self.person = person
    zone = site.zone(of: person)
    entry = site.entry(of: person.id)
    recorded = try desk.source.agenda(of: person.id, from: Instant(seconds: 0), arena: desk.arena)
    agenda = recorded.asOf(site.clock.now)
    clockNotes = site.clockNotes(on: agenda, of: person.id, zone: zone)
    busy = try desk.source.busyTimes(of: person.id, since: site.clock.now)
    connections = try desk.source.connections(of: person.id, arena: desk.arena)
    reviews = Dictionary(
      grouping: try desk.source.reviews(inSessionsOf: person.id, arena: desk.arena), by: \.session)
  }

  /// Sessions still to come or under way, soonest first.
  func upcoming(at now: Instant) -> [AgendaEntry] {
    agenda.filter { $0.status == .session(.scheduled) && $0.end > now }
  }

  /// Sessions whose time has passed, latest first; one that nobody closed is among them.
  func past(at now: Instant) -> [AgendaEntry] {
    agenda.reversed().filter {
      switch $0.status {
      case .session(.completed), .session(.noShow): true
      case .session(.scheduled): $0.end <= now
      default: false
      }
    }
  }

  var cancelled: [AgendaEntry] { agenda.reversed().filter { $0.status == .session(.cancelled) } }

  /// Requests made as a student, newest first.
  var ownRequests: [AgendaEntry] {
    agenda.filter { $0.isRequest && $0.student == person.id }.sorted { ($0.created, $0.id) > ($1.created, $1.id) }
  }

  /// Requests that wait for the mentor, in the order in which they came.
  var requestQueue: [AgendaEntry] {
    agenda.filter { $0.status == .request(.pending) && $0.mentor == person.id }
      .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
  }

  var connectionQueue: [ConnectionEntry] {
    connections.filter { $0.status == .pending && $0.mentor == person.id }
      .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
  }

  /// Connections made as a student.
  var ownConnections: [ConnectionEntry] { connections.filter { $0.student == person.id } }

  /// Where the person stands with each mentor.
  var ownStatus: [PersonID: ConnectionStatus] {
    Dictionary(ownConnections.map { ($0.mentor, $0.status) }, uniquingKeysWith: { first, _ in first })
  }

  /// The latest change of anything here.
  var changed: Instant {
    var latest = person.changed
    for entry in agenda { latest = max(latest, entry.changed) }
    for connection in connections { latest = max(latest, connection.changed) }
    return latest
  }
}

extension AgendaEntry {
  var isRequest: Bool { if case .request = status { true } else { false } }
}

/// What a person's feed shows: sessions and requests from the first of the month before on.
struct FeedRows {
  let person: Person
  let zone: Zone
  let agenda: [AgendaEntry]
  let changed: Instant
  let clockNotes: [Int: ClockNote]

  init(of rows: PersonalRows, at now: Instant) {
    person = rows.person
    clockNotes = rows.clockNotes
    zone = rows.zone
    let edge = feedLowerEdge(at: now)
    agenda = rows.recorded.filter { $0.start >= edge }
    changed = agenda.reduce(person.changed) { max($0, $1.changed) }
  }

  init(of person: Person, site: Site, desk: borrowing Desk) throws {
    self.person = person
    zone = site.zone(of: person)
    let edge = feedLowerEdge(at: site.clock.now)
    let all = try desk.source.agenda(of: person.id, from: edge.adding(days: -ClockNote.reach), arena: desk.arena)
    clockNotes = site.clockNotes(on: all, of: person.id, zone: zone)
    agenda = all.filter { $0.start >= edge }
    changed = agenda.reduce(person.changed) { max($0, $1.changed) }
  }
}

/// Where a person's pages are.
struct PersonalRoutes {
  let home: Route
  init(_ person: Person) { home = .person(person.homeToken) }

  var sessions: Route { home.appending("sessions/") }
  var past: Route { home.appending("sessions/past/") }
  var cancelled: Route { home.appending("sessions/cancelled/") }
  var connections: Route { home.appending("connections/") }
  var mentors: Route { home.appending("mentors/") }
  var requests: Route { home.appending("requests/") }
  var dashboard: Route { home.appending("mentor/") }
  var students: Route { home.appending("students/") }
  var schedule: Route { home.appending("schedule/") }
  var availability: Route { home.appending("availability/") }
  var profile: Route { home.appending("profile/") }
  func book(_ slug: String) -> Route { home.appending("book/\(slug)/") }
}
