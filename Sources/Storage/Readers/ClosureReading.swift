import Bytes
import CivilTime
import Diagnostics
import Mentoring

extension RecordReader {
  /// Dates on which the whole programme is closed: those of the record and the holidays from files.
  ///
  /// The rows do not store the time of their last change, but the journal does. It has no index for that, so it is
  /// searched only if there are such rows.
  func closures() throws(Diagnostic) -> [ProgrammeClosure] {
    let rows = try Statement(
      "SELECT id, first_date, last_date, reason FROM closed_range WHERE mentor_id IS NULL", on: connection)
    var found: [(id: Int, closure: ProgrammeClosure)] = []
    while try rows.step() {
      guard let first = CivilDate(iso: rows.text(1)), let last = CivilDate(iso: rows.text(2)), first <= last else {
        continue
      }
      found.append((rows.integer(0), ProgrammeClosure(dates: first...last, reason: rows.text(3).string)))
    }
    if !found.isEmpty {
      let times = try Statement(
        "SELECT object_id, max(at) FROM journal WHERE kind = 'closed_range' GROUP BY object_id", on: connection)
      var changed: [Int: Instant] = [:]
      while try times.step() { changed[times.integer(0)] = Instant(seconds: times.integer(1)) }
      for index in found.indices {
        if let time = changed[found[index].id] { found[index].closure.changed = time }
      }
    }
    var all = found.map(\.closure)
    all += try calendars?.holidays() ?? []
    return all.sorted {
      ($0.dates.lowerBound, $0.dates.upperBound, $0.reason, $0.changed)
        < ($1.dates.lowerBound, $1.dates.upperBound, $1.reason, $1.changed)
    }
  }
}
