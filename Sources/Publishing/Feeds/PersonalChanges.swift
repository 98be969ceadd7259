import Bytes
import CivilTime
import Mentoring

extension Site {
  /// `/feeds/<token>.atom`: the newest fifty changes of a person's sessions, requests, connections and reviews.
  ///
  /// Links lead only to meeting pages: the address of the person's own pages is a different secret, and anybody who
  /// reads feeds on the person's behalf sees every address in them.
  func writeChanges(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let person = rows.person
    let route = Route.changes(person.feedToken)
    let arena = context.arena
    var entries = rows.agenda.map { change(of: $0, rows, from: route) }
    entries += rows.connections.compactMap { change(of: $0, rows, arena) }
    for session in rows.agenda {
      guard let review = rows.reviews[session.id]?.first(where: \.isByStudent) else { continue }
      entries.append(change(of: review, session, arena))
    }
    entries.sort { ($0.updated, $0.id) > ($1.updated, $1.id) }
    context.page.removeAll()
    context.page.append(
      atom: AtomFeed(
        id: hashUID(person.uuid, "atom", context.arena).string,
        title: "\(settings.title): \(person.name), \(strings.word("changes"))", author: settings.title,
        language: settings.language, own: address(of: route), page: nil, updated: person.changed,
        entries: Array(entries.prefix(50))))
    context.counts.feeds += 1
    try context.put(
      route, changed: changed(rows.changed), audience: .restricted, owner: BuildUnit.person(person.id).owner)
  }

  /// A session and the request that led to it share their UID, so a reader shows them as one changing entry.
  private func change(of entry: AgendaEntry, _ rows: PersonalRows, from route: Route) -> AtomEntry {
    let state: String
    var lines = [
      text { self.strings.append(range: Interval(start: entry.start, end: entry.end), in: rows.zone, into: &$0) }
    ]
    switch entry.status {
    case .request(let status): state = strings.sentence("request_\(status.rawValue)")
    case .session(let status): state = strings.sentence("session_\(status.rawValue)")
    }
    if let absent = entry.absent { lines.append(strings.sentence("absent_\(absent.rawValue)")) }
    if entry.status == .session(.cancelled), !entry.reason.isEmpty {
      lines.append(strings.sentence("cancelled_by_\((entry.cancelledBy ?? .system).rawValue)"))
    }
    if !entry.reason.isEmpty { lines.append(entry.reason.string) }
    if !entry.about.isEmpty { lines.append(entry.about.string) }
    if !entry.agenda.isEmpty { lines.append(entry.agenda.string) }
    return AtomEntry(
      id: entry.uid.string, title: "\(state): \(entry.title.string) (\(entry.otherName.string))",
      updated: entry.changed, published: entry.created,
      page: isInMeetingWindow(entry) ? url(of: .meeting(entry.meetingToken.string), from: route) : nil,
      content: .text(lines.joined(separator: "\n")))
  }

  /// Nil if the other person has left the programme.
  private func change(of connection: ConnectionEntry, _ rows: PersonalRows, _ arena: TextArena) -> AtomEntry? {
    guard
      let other = programme.person(connection.mentor == rows.person.id ? connection.student : connection.mentor)
    else { return nil }
    let state = strings.sentence("connection_badge_\(connection.status.rawValue.lowercased())")
    let lines = [connection.goals, connection.message, connection.reason].filter { !$0.isEmpty }.map(\.string)
    return AtomEntry(
      id: hashUID(programme.uuid, "connection \(connection.id)", arena).string,
      title: "\(state): \(other.name)", updated: connection.changed, published: connection.created, page: nil,
      content: .text(lines.joined(separator: "\n")))
  }

  /// The change for a student's review of a mentor. A mentor's review of a student is not shown to the student, and
  /// never appears here.
  private func change(of review: SessionReview, _ session: AgendaEntry, _ arena: TextArena) -> AtomEntry {
    var lines = review.stars.map { [strings.counted("stars_of_five", $0)] } ?? []
    for text in [review.text, review.reply] where !text.isEmpty { lines.append(text.string) }
    return AtomEntry(
      id: hashUID(programme.uuid, "review \(session.uid.string)", arena).string,
      title: "\(strings.word("rated")): \(session.title.string) (\(session.otherName.string))",
      updated: review.changed, published: review.created, page: nil, content: .text(lines.joined(separator: "\n")))
  }
}
