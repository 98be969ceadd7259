import Bytes
import CivilTime
import Mentoring
import Publishing
import Storage

/// Sessions that a change of hours, closed dates or zone has left outside their mentor's hours.
final class OutsideHoursNotes {
  fileprivate(set) var sessions: [SessionOutsideHours] = []

  /// One line per session, for standard error.
  var report: String {
    sessions.map {
      "S-\($0.id) at \($0.start.rfc3339) is now outside the hours of \($0.mentor); it takes place unless you move or cancel it\n"
    }.joined()
  }

  /// Appends `,"outside_hours":["S-5"]` to the verb's document; nothing if there are none.
  func append(into sink: inout ByteSink) {
    if sessions.isEmpty { return }
    sink.append(",\"outside_hours\":")
    sink.append(json: sessions.map { "S-\($0.id)" })
  }
}

extension VerbContext {
  /// Runs a verb that may change when mentors are open, and notes the agreed sessions that it leaves outside their
  /// hours.
  ///
  /// - Parameter mentor: nil for all mentors.
  func runChangingHours(
    _ verb: String, by principal: Principal, of mentor: PersonID?,
    _ body: (SituationReader, RecordWriter) throws -> [Notice]
  ) throws -> Int32 {
    // A reader caches what it has read, so each look needs a new one.
    func outside() throws -> [SessionOutsideHours] {
      try SituationReader(record, zones: zones, policy: policy).sessionsOutsideHours(of: mentor, now: now)
    }
    return try run(verb, by: principal) { reader, writer in
      let before = Set(try outside().map(\.id))
      let notices = try body(reader, writer)
      outsideHours.sessions = try outside().filter { !before.contains($0.id) }
      return notices
    }
  }
}
