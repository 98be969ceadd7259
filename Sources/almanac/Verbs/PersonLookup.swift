import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Storage

/// Finds people by an e-mail address or a mentor's slug.
struct PersonLookup {
  private let record: Database
  private let listed: ListedTerms

  private let console: Console?

  /// - Parameters:
  ///   - terms: the terms listed in site.yaml; the record's other terms are no longer accepted.
  ///   - console: reports the use of a mentor's former slug.
  init(_ record: Database, terms: ListedTerms = ListedTerms(), console: Console?) {
    self.record = record
    listed = terms
    self.console = console
  }

  struct Found {
    var id: PersonID
    var email: String
    var name: String
    var zone: String
    var isOrganiser: Bool
  }

  /// - Throws: exit code 5 with the nearest known address for an unknown one.
  func person(_ email: String) throws -> Found {
    let row = try Statement(
      "SELECT id, email, name, zone, is_organiser FROM person WHERE email = ?1 AND state = 'active'", on: record)
    row.bind(try storedAddress(email), at: 1)
    guard try row.step() else {
      throw Diagnostic(
        "no active person has the address \"\(email)\"", remedy: try personRemedy(for: email, on: record))
    }
    return Found(
      id: PersonID(row.integer(0)), email: row.text(1).string, name: row.text(2).string, zone: row.text(3).string,
      isOrganiser: row.integer(4) == 1)
  }

  /// The address to look up for a word: the address itself if somebody has it, otherwise as stored by
  /// ``mailAddress(_:)``.
  private func storedAddress(_ word: String) throws -> String {
    let row = try Statement("SELECT 1 FROM person WHERE email = ?1", on: record)
    row.bind(word, at: 1)
    if try row.step() { return word }
    return (try? mailAddress(word)) ?? word
  }

  /// Finds a mentor by slug, former slug or e-mail address.
  func mentor(_ word: String) throws -> PersonID {
    let row = try Statement(
      """
      SELECT m.person_id FROM mentor m JOIN person p ON p.id = m.person_id
      WHERE p.state = 'active' AND (m.slug = ?1 OR p.email = ?1)
      """, on: record)
    row.bind(word.utf8.contains(UInt8(ascii: "@")) ? try storedAddress(word) : word, at: 1)
    guard try row.step() else {
      if let former = try formerMentor(word) { return former }
      let person = try Statement("SELECT 1 FROM person WHERE email = ?1 AND state = 'active'", on: record)
      person.bind(try storedAddress(word), at: 1)
      if try person.step() {
        throw Diagnostic("\(word) is not a mentor yet", remedy: "almanac mentor add SLUG --email \(word) makes one")
      }
      throw Diagnostic("no mentor \"\(word)\"", remedy: try mentorRemedy(for: word, on: record))
    }
    return PersonID(row.integer(0))
  }

  /// The mentor who had the slug before `mentor rename`; the use of a former slug is reported.
  private func formerMentor(_ slug: String) throws -> PersonID? {
    let row = try Statement(
      """
      SELECT a.mentor_id, m.slug FROM mentor_address a JOIN mentor m ON m.person_id = a.mentor_id
      JOIN person p ON p.id = a.mentor_id WHERE a.slug = ?1 AND p.state = 'active'
      """, on: record)
    row.bind(slug, at: 1)
    guard try row.step() else { return nil }
    console?.report("note: \(slug) is now \(row.text(1).string)\n")
    return PersonID(row.integer(0))
  }

  func email(of person: PersonID) throws -> String {
    try record.texts("SELECT email FROM person WHERE id = \(person.number)").first ?? ""
  }

  /// The number of a booking, from `S-12` or `12`.
  func booking(_ word: String) throws(Diagnostic) -> Int {
    let digits = word.hasPrefix("S-") || word.hasPrefix("s-") ? String(word.dropFirst(2)) : word
    guard let id = Int(digits), id > 0 else {
      throw Diagnostic("\"\(word)\" is no session", remedy: "write S-12 or 12, as almanac session list shows")
    }
    return id
  }

  /// Ids of terms by slug. Call it inside the verb's transaction, which updates the record to the terms listed in
  /// site.yaml.
  func terms(_ slugs: [String], _ kind: TermKind) throws -> [Int] {
    try slugs.map {
      try term($0, in: kind.rawValue, kind.rawValue, listed: listed[kind]?.map(\.slug), key: kind.settingsKey)
    }
  }

  /// The id of a session type. Call it inside the verb's transaction, like ``terms(_:_:)``.
  func sessionType(_ slug: String) throws -> Int {
    try term(
      slug, in: "session_type", "session type", listed: listed.sessionTypes?.map(\.slug), key: "session_types")
  }

  private func term(
    _ slug: String, in table: String, _ words: String, listed: [String]?, key: String
  ) throws -> Int {
    let row = try Statement("SELECT id FROM \(table) WHERE slug = ?1", on: record)
    row.bind(slug, at: 1)
    let isThere = try row.step()
    if isThere, listed?.contains(slug) ?? true { return row.integer(0) }
    let all = try listed ?? record.texts("SELECT slug FROM \(table) ORDER BY slug")
    let near = nearestName(to: slug, among: all).map { "did you mean \"\($0)\"?" }
    let others = all.isEmpty ? "there is none yet" : "there are \(all.joined(separator: ", "))"
    guard listed != nil else { throw Diagnostic("no \(words) \"\(slug)\"", remedy: near ?? others) }
    throw Diagnostic(
      isThere ? "the \(words) \"\(slug)\" is not in site.yaml any more" : "no \(words) \"\(slug)\"",
      remedy: (near ?? others) + (near == nil ? ";" : "") + " a new one goes under \(key) in site.yaml")
  }

  /// The new state of a changed row, in one line.
  func describe(_ row: ChangedRow, at zones: ZoneDirectory) throws -> String {
    switch row.kind {
    case "connection":
      let text = try one(
        """
        SELECT 'connection of ' || m.slug || ' and ' || p.email || ': ' || c.status FROM connection c
        JOIN mentor m ON m.person_id = c.mentor_id JOIN person p ON p.id = c.student_id WHERE c.id = \(row.id)
        """)
      return visible(text)
    case "request", "session":
      let statement = try Statement(
        """
        SELECT r.status, s.status, coalesce(s.start_at, r.start_at), coalesce(s.end_at, r.end_at), p.zone,
          coalesce(s.title, r.title) FROM request r LEFT JOIN session s ON s.id = r.id
        JOIN person p ON p.id = r.mentor_id WHERE r.id = \(row.id)
        """, on: record)
      guard try statement.step() else { return "S-\(row.id)" }
      let state = row.kind == "session" ? statement.text(1).string : statement.text(0).string
      let start = Instant(seconds: statement.integer(2))
      let minutes = (statement.integer(3) - statement.integer(2)) / 60
      var sink = ByteSink()
      let zone = try zones.zone(named: statement.text(4).string)
      let local = zone.local(at: start)
      sink.append("\(row.kind) S-\(row.id): \(state), ")
      sink.append(date: local.date)
      sink.append(" ")
      sink.append(minuteOfDay: local.minuteOfDay)
      sink.append(" \(zone.name), \(minutes) minutes, \"\(visible(statement.text(5).string))\"")
      return sink.string()
    case "credit":
      let entry = try Statement(
        """
        SELECT p.email, c.amount, c.currency, (SELECT sum(amount) FROM credit b
          WHERE b.person_id = c.person_id AND b.currency = c.currency)
        FROM credit c JOIN person p ON p.id = c.person_id WHERE c.id = \(row.id)
        """, on: record)
      guard try entry.step() else { return "credit \(row.id)" }
      let currency = entry.text(2).string
      let (amount, balance) = (written(entry.integer(1), currency), written(entry.integer(3), currency))
      return "credit \(row.id) of \(visible(entry.text(0).string)): \(amount), balance \(balance)"
    case "availability":
      let text = try one(
        """
        SELECT 'hours ' || a.id || ' of ' || m.slug || ': ' || coalesce(a.specific_date,
          substr('SUMOTUWETHFRSA', a.weekday * 2 + 1, 2)) || coalesce(' ' || a.start_time || '-' || a.end_time, ' closed')
        FROM availability a JOIN mentor m ON m.person_id = a.mentor_id WHERE a.id = \(row.id)
        """)
      return text.isEmpty ? "hours \(row.id) are gone" : visible(text)
    case "closed_range":
      let text = try one(
        """
        SELECT 'closed days ' || c.id || ' of ' || coalesce((SELECT slug FROM mentor WHERE person_id = c.mentor_id),
          'everybody') || ': ' || c.first_date || iif(c.last_date > c.first_date, ' to ' || c.last_date, '')
        FROM closed_range c WHERE c.id = \(row.id)
        """)
      return text.isEmpty ? "closed days \(row.id) are gone" : visible(text)
    case "topic": return visible(try one("SELECT 'topic ' || slug || ': ' || name FROM topic WHERE id = \(row.id)"))
    case "person": return visible(try one("SELECT 'person ' || email FROM person WHERE id = \(row.id)"))
    case "mentor":
      return visible(try one("SELECT 'mentor ' || slug || ': ' || approval FROM mentor WHERE person_id = \(row.id)"))
    case "waiting":
      let text = try one(
        """
        SELECT p.email || ' waits for a place with ' || m.slug FROM waiting w JOIN mentor m ON m.person_id = w.mentor_id
        JOIN person p ON p.id = w.student_id WHERE w.id = \(row.id)
        """)
      return text.isEmpty ? "a place on the waiting list is given up" : visible(text)
    default: return "\(row.kind) \(row.id)"
    }
  }

  private func one(_ sql: String) throws -> String { try record.texts(sql).first ?? "" }
}
