import Bytes
import CivilTime
import Diagnostics
import Storage

extension DemoProgramme {
  /// Whether the record contains no people yet.
  public static func isEmpty(_ connection: Database) throws(Diagnostic) -> Bool {
    try connection.integer("SELECT EXISTS (SELECT 1 FROM person)") == 0
  }

  /// Writes everything into an empty record and marks it as a demo, in one transaction and with the record's rules
  /// enabled.
  ///
  /// - Throws: a `Diagnostic`; exit code 4 when the record contains people. The record is unchanged then.
  public func write(to connection: Database, zones: some ZoneSource) throws {
    try connection.transaction {
      guard try DemoProgramme.isEmpty(connection) else {
        throw Diagnostic(
          at: Place(file: connection.path), "the record holds people; the demo is written to an empty one",
          remedy: "name another record with --db", exitCode: .conflict)
      }
      // Demo students may make more requests per hour than real ones.
      try connection.execute("UPDATE meta SET is_demo = 1, bookings_per_hour = 0")
      let words = try writeWords(connection)
      try writeSessionTypes(connection)
      try writePeople(connection)
      try writeMentors(connection, words)
      try writeHours(connection)
      try writeConnections(connection, words)
      try writeWaiting(connection)
      try writeBookings(connection, words, zones)
      try writeReviews(connection)
      try connection.execute("UPDATE meta SET bookings_per_hour = 3")
    }
  }

  /// Ids of topics, goals and subjects by slug.
  struct Words {
    var topics: [String: Int]
    var goals: [String: Int]
    var subjects: [String: Int]
  }

  /// Adds the terms that the demo uses to those of the record.
  private func writeWords(_ connection: Database) throws(Diagnostic) -> Words {
    func ids(_ table: String, _ slugs: [String]) throws(Diagnostic) -> [String: Int] {
      var ids: [String: Int] = [:]
      let select = try Statement("SELECT id, slug FROM \(table)", on: connection)
      while try select.step() { ids[select.text(1).string] = select.integer(0) }
      var next = (ids.values.max() ?? 0) + 1
      var row = try RowWriter(table, "id, slug, name", on: connection)
      for slug in slugs where ids[slug] == nil {
        row.add(next)
        row.add(slug)
        row.add(Writing.name(ofSlug: slug))
        try row.write()
        ids[slug] = next
        next += 1
      }
      return ids
    }
    return Words(
      topics: try ids("topic", Writing.topics), goals: try ids("goal", Writing.goals),
      subjects: try ids("subject", Writing.subjects))
  }

  private func writeSessionTypes(_ connection: Database) throws(Diagnostic) {
    guard try connection.integer("SELECT count(*) FROM session_type") == 0 else { return }
    var row = try RowWriter("session_type", "id, slug, name, kind, minutes, summary, price, currency", on: connection)
    for (place, type) in Writing.sessionTypes.enumerated() {
      row.add(place + 1)
      row.add(type.slug)
      row.add(type.name)
      row.add(type.kind.rawValue)
      row.add(type.minutes)
      row.add(type.summary)
      row.add(type.price)
      row.add(type.price == nil ? "" : "EUR")
      try row.write()
    }
  }

  private func writeWaiting(_ connection: Database) throws(Diagnostic) {
    var row = try RowWriter("waiting", "mentor_id, student_id, created_at", on: connection)
    for entry in waiting {
      row.add(entry.mentor)
      row.add(entry.student)
      row.add(people.first { $0.id == entry.student }?.created.adding(days: 3).seconds)
      try row.write()
    }
  }
}
