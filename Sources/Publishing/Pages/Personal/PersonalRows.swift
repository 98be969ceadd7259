import Bytes
import CivilTime
import Mentoring

/// The rows that one person's pages show, read once for all of them. Text is the desk's arena's.
struct PersonalRows {
  let person: Person
  let zone: Zone
  /// The mentor's entry, when the person is an approved one.
  let entry: MentorEntry?
  /// The entry of whoever has a mentor's row, approved or not: hours, rules and words that their own pages show.
  let own: MentorEntry?
  /// As it is at the page clock: a request that has expired is expired.
  let agenda: [AgendaEntry]
  /// By session, the place in the agenda of the request that would move it.
  private let pendingMoves: [Int: Int]
  /// As the record has it. Feeds are made of it, since their octets do not follow the clock; `almanac tick` changes them.
  let recorded: [AgendaEntry]
  /// With people of the programme; an erased person's is left out.
  let connections: [ConnectionEntry]
  let reviews: [Int: [SessionReview]]
  let busy: [Interval]
  /// Places in waiting lists, in both roles.
  let waiting: [WaitingPlace]
  /// People here whose name another one here has too.
  let sharedNames: Set<PersonID>
  /// By session, see ``Site/clockNotes(on:of:zone:)``.
  let clockNotes: [Int: ClockNote]
  /// The latest change of anything here.
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

  /// The session of an id.
  func session(_ id: Int) -> AgendaEntry? { agenda.first { $0.id == id && !$0.isRequest } }

  /// The request that would move a session and waits for an answer.
  func pendingMove(of session: Int) -> AgendaEntry? {
    pendingMoves[session].map { agenda[$0] }
  }

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

  /// Of these, the requests that wait for an answer.
  var ownPendingConnections: [ConnectionEntry] { ownConnections.filter { $0.status == .pending } }

  /// The student's requests of either kind that wait for an answer.
  var ownWaitingCount: Int {
    ownRequests.lazy.filter { $0.status == .request(.pending) }.count + ownPendingConnections.count
  }

  func connection(of mentor: PersonID, with student: PersonID) -> ConnectionEntry? {
    connections.first { $0.mentor == mentor && $0.student == student }
  }

  /// Where the person stands with each mentor.
  var ownStatus: [PersonID: ConnectionStatus] {
    Dictionary(ownConnections.map { ($0.mentor, $0.status) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Site {
  /// The entry of a mentor who is not approved, with nothing open; nil for somebody without a mentor's row.
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
      // What a mentor says of a student is not on the student's pages, nor is when it was said.
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
