import Bytes
import CivilTime
import Mentoring

/// The rows that one person's pages show, read once for all of them. The render context's arena owns the text.
struct PersonalRows {
  let person: Person
  let zone: Zone
  /// The mentor's entry, if the person is an approved mentor.
  let entry: MentorEntry?
  /// The entry of a person with a mentor row, approved or not: hours, rules and texts that their own pages show.
  let own: MentorEntry?
  /// The agenda at the page clock: requests that have expired by then count as expired.
  let agenda: [AgendaEntry]
  /// By session: the index in the agenda of the request that would move it.
  private let pendingMoves: [Int: Int]
  /// The agenda as recorded. Feeds are built from it, since their bytes do not depend on the clock; `almanac tick`
  /// changes it.
  let recorded: [AgendaEntry]
  /// Connections with people of the programme; those of an erased person are left out.
  let connections: [ConnectionEntry]
  let reviews: [Int: [SessionReview]]
  let busy: [Interval]
  /// Places on waiting lists, in both roles.
  let waiting: [WaitingPlace]
  /// People in these rows who share their name with another one in them.
  let sharedNames: Set<PersonID>
  /// By session; see ``Site/clockNotes(on:of:zone:)``.
  let clockNotes: [Int: ClockNote]
  /// The latest change of anything in these rows.
  let changed: Instant

  init(of person: Person, site: Site, context: borrowing RenderContext) throws {
    self.person = person
    zone = site.zone(of: person)
    entry = site.entry(of: person.id)
    if let entry { own = entry } else { own = try site.ownEntry(of: person, zone: zone, on: context) }
    recorded = site.worded(
      try context.source.agenda(of: person.id, from: Instant(seconds: 0), arena: context.arena), arena: context.arena)
    agenda = recorded.asOf(site.clock.now)
    var pendingMoves: [Int: Int] = [:]
    for (place, entry) in agenda.enumerated() {
      guard let session = entry.movesSession, entry.status == .request(.pending) else { continue }
      pendingMoves[session] = pendingMoves[session] ?? place
    }
    self.pendingMoves = pendingMoves
    clockNotes = site.clockNotes(on: agenda, of: person.id, zone: zone)
    waiting = site.programme.waiting.filter { $0.mentor == person.id || $0.student == person.id }
    busy = try context.source.busyTimes(of: person.id, since: site.clock.now)
    connections = try context.source.connections(of: person.id, arena: context.arena).filter {
      site.programme.person($0.mentor == person.id ? $0.student : $0.mentor) != nil
    }
    var others = Set(connections.map { $0.mentor == person.id ? $0.student : $0.mentor })
    for entry in agenda { others.insert(entry.mentor == person.id ? entry.student : entry.mentor) }
    for place in waiting { others.insert(place.mentor == person.id ? place.student : place.mentor) }
    sharedNames = site.sharedNames(among: others)
    let reviews = site.worded(
      try context.source.reviews(inSessionsOf: person.id, arena: context.arena), arena: context.arena)
    self.reviews = Dictionary(grouping: reviews, by: \.session)
    changed = site.latestChange(of: person, agenda, connections, self.reviews, waiting)
  }

  /// Sessions that have not ended yet, soonest first.
  func upcoming(at now: Instant) -> [AgendaEntry] {
    agenda.filter { $0.status == .session(.scheduled) && $0.end > now }
  }

  /// Sessions that have ended, latest first, including those without an outcome.
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

  /// The session with an id.
  func session(_ id: Int) -> AgendaEntry? { agenda.first { $0.id == id && !$0.isRequest } }

  /// The pending request that would move a session.
  func pendingMove(of session: Int) -> AgendaEntry? {
    pendingMoves[session].map { agenda[$0] }
  }

  /// Requests made as a student, newest first.
  var ownRequests: [AgendaEntry] {
    agenda.filter { $0.isRequest && $0.student == person.id }.sorted { ($0.created, $0.id) > ($1.created, $1.id) }
  }

  /// Requests waiting for the mentor, in the order of arrival.
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

  /// The student's connection requests that wait for an answer.
  var ownPendingConnections: [ConnectionEntry] { ownConnections.filter { $0.status == .pending } }

  /// The number of the student's requests of either kind that wait for an answer.
  var ownWaitingCount: Int {
    ownRequests.lazy.filter { $0.status == .request(.pending) }.count + ownPendingConnections.count
  }

  func connection(of mentor: PersonID, with student: PersonID) -> ConnectionEntry? {
    connections.first { $0.mentor == mentor && $0.student == student }
  }

  /// The person's connection status with each mentor.
  var ownStatus: [PersonID: ConnectionStatus] {
    Dictionary(ownConnections.map { ($0.mentor, $0.status) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Site {
  /// The entry of a mentor who is not approved, without openings; nil for a person without a mentor row.
  fileprivate func ownEntry(of person: Person, zone: Zone, on context: borrowing RenderContext) throws -> MentorEntry? {
    guard let card = programme.mentorCard(of: person.id) else { return nil }
    let page = content.mentors[card.slug]
    let hours = try context.source.ownHours(
      of: person.id, zoneName: zone.name, horizonEnd: { clock.horizonEnd(days: $0) })
    return MentorEntry(
      mentor: applied(page, to: card, topics: programme.topics), zone: zone, hours: hours, openings: [],
      sessionsCompleted: 0, page: page)
  }

  /// The latest change of what a person's own pages show.
  fileprivate func latestChange(
    of person: Person, _ agenda: [AgendaEntry], _ connections: [ConnectionEntry], _ reviews: [Int: [SessionReview]],
    _ waiting: [WaitingPlace]
  ) -> Instant {
    var latest = person.changed
    for entry in agenda {
      latest = max(latest, entry.changed)
      // A mentor's review of a student is not shown on the student's pages, and neither is its time.
      for review in reviews[entry.id] ?? [] where review.isByStudent || entry.mentor == person.id {
        latest = max(latest, review.changed)
      }
    }
    for connection in connections { latest = max(latest, connection.changed) }
    for place in waiting { latest = max(latest, place.since) }
    for balance in programme.credits[person.id] ?? [] { latest = max(latest, balance.changed) }
    if let card = programme.mentorCard(of: person.id) {
      latest = max(latest, card.changed)
      for hours in [programme.hoursChanged[person.id], programme.hoursChanged[nil]] {
        if let hours { latest = max(latest, hours) }
      }
    }
    return latest
  }
}

extension AgendaEntry {
  var isRequest: Bool { if case .request = status { true } else { false } }
}

/// The rows of a person's feed: sessions and requests from the first of the previous month on.
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

  init(of person: Person, site: Site, context: borrowing RenderContext) throws {
    self.person = person
    zone = site.zone(of: person)
    let edge = feedLowerEdge(at: site.clock.now)
    let all = site.worded(
      try context.source.agenda(of: person.id, from: edge.adding(days: -ClockNote.reach), arena: context.arena),
      arena: context.arena)
    clockNotes = site.clockNotes(on: all, of: person.id, zone: zone)
    agenda = all.filter { $0.start >= edge }
    changed = agenda.reduce(person.changed) { max($0, $1.changed) }
  }
}

/// The routes of a person's pages.
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
