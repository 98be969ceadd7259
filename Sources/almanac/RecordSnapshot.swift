import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

extension RecordReader: RecordSource {}

/// Several readers of one record, all of one revision.
///
/// While the readers begin, a writer's lock is held, so that nothing can be committed between them; then writers go on
/// and the readers keep what they saw. A record that may only be read takes no lock: the revisions are compared.
struct RecordSnapshot {
  let readers: [RecordReader]
  private let connections: [Database]

  /// - Throws: exit code 75 when writers do not let it begin.
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
        // The gate has looked at the schema, and holds whoever would change it.
        let connection = isLocked ? try Database(path: path, purpose: .existing) : try openRecord(at: path)
        try connection.execute("PRAGMA cache_size = -8192")
        try connection.execute("BEGIN")
        let reader = try RecordReader(
          connection, zones: zones, policy: settings.policy, calendars: calendars, listed: listed[0],
          translated: Array(listed.dropFirst()))
        connections.append(connection)
        readers.append(reader)
      }
      // The file may have been replaced between two of them; then they are begun anew.
      if !gate.isMoved, Set(try readers.map { try $0.revision() }).count == 1 {
        self.connections = connections
        self.readers = readers
        return
      }
    }
    throw Diagnostic(
      at: Place(file: path), "the record changes faster than it can be read", remedy: "try again", exitCode: .locked)
  }

  /// The programme as the first reader reads it; all of them know its people's names from then on.
  func programme() throws -> Programme? {
    guard let programme = try readers.first?.programme() else { return nil }
    let names = PersonNames(programme.people)
    for reader in readers { reader.know(names) }
    return programme
  }
}
