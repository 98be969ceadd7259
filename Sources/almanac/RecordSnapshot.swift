import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

extension RecordReader: RecordSource {}

/// Several readers of one record, all at the same revision.
///
/// While the readers begin their transactions, a write lock prevents commits between them; then writers continue, and
/// the readers keep their snapshot. For a read-only record there is no lock: the revisions are compared.
struct RecordSnapshot {
  let readers: [RecordReader]
  private let connections: [Database]

  /// - Throws: exit code 75 if other writers keep the record locked.
  init(
    _ path: String, count: Int, zones: ZoneDirectory, calendars: ProgrammeCalendars,
    settings: Settings, clock: ClockGuard
  ) throws {
    let listed = settings.languages.map { settings.spoken(in: $0).listedTerms }
    for _ in 0..<5 {
      let gate = try openRecord(at: path)
      try clock.check(gate)
      let isLocked = (try? gate.execute("BEGIN IMMEDIATE")) != nil
      defer { if isLocked { try? gate.execute("ROLLBACK") } }
      var connections: [Database] = []
      var readers: [RecordReader] = []
      for _ in 0..<count {
        // The gate has checked the schema, and its lock prevents changes to it.
        let connection = isLocked ? try Database(path: path, purpose: .existing) : try openRecord(at: path)
        try connection.execute("PRAGMA cache_size = -8192")
        try connection.execute("BEGIN")
        let reader = try RecordReader(
          connection, zones: zones, policy: settings.policy, calendars: calendars, listed: listed[0],
          translated: Array(listed.dropFirst()))
        connections.append(connection)
        readers.append(reader)
      }
      // The file may have been replaced between two readers; then all of them start again.
      if !gate.isMoved, Set(try readers.map { try $0.revision() }).count == 1 {
        self.connections = connections
        self.readers = readers
        return
      }
    }
    throw Diagnostic(
      at: Place(file: path), "the record changes faster than it can be read", remedy: "try again", exitCode: .locked)
  }

  /// The programme as read by the first reader; afterwards all readers know the names of its people.
  func programme() throws -> Programme? {
    guard let programme = try readers.first?.programme() else { return nil }
    let names = PersonNames(programme.people)
    for reader in readers { reader.know(names) }
    return programme
  }
}
