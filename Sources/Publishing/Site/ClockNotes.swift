import CivilTime
import Mentoring

/// Sentences that rehearse a clock change: "From 29 March 2026 on, 09:00 (America/New_York) is 15:00 (Europe/Berlin) instead of
/// 14:00."
extension Site {
  /// For each pair's first session after a change of the distance between their clocks, by the session's id.
  ///
  /// The sentence belongs to the session and not to the day of the build, so a feed may hold it. It is told on the
  /// student's clock, since hours are the mentor's.
  ///
  /// - Parameter agenda: by start; sessions before the feed's edge are not looked at, so that pages and feeds agree.
  func clockNotes(on agenda: [AgendaEntry], of person: PersonID, zone own: Zone) -> [Int: String] {
    let edge = feedLowerEdge(at: clock.now)
    var last: [PersonID: Instant] = [:]
    var notes: [Int: String] = [:]
    for entry in agenda where entry.start >= edge {
      guard case .session(let status) = entry.status, status != .cancelled else { continue }
      let isMentor = entry.mentor == person
      let other = isMentor ? entry.student : entry.mentor
      if let before = last.updateValue(entry.start, forKey: other), let partner = programme.person(other) {
        let theirs = self.zone(of: partner)
        let (student, mentor) = isMentor ? (theirs, own) : (own, theirs)
        notes[entry.id] = clockNote(student: student, mentor: mentor, from: before, to: entry.start)
      }
    }
    return notes
  }

  /// For a connection and for who books: the next change within six weeks of the page's clock, told of noon.
  func clockNote(student: Zone, mentor: Zone) -> String? {
    let end = clock.now.adding(days: 42)
    return noonAfterShift(of: student, against: mentor, after: clock.now, until: end).flatMap {
      clockNote(student: student, mentor: mentor, from: clock.now, to: $0)
    }
  }

  private func clockNote(student: Zone, mentor: Zone, from first: Instant, to second: Instant) -> String? {
    guard let shift = clockShift(of: student, against: mentor, from: first, to: second) else { return nil }
    let now = student.local(at: second)
    let before = LocalDateTime(secondsSinceEpoch: now.secondsSinceEpoch - shift.seconds)
    return strings.sentence(
      "clock_shift",
      [
        "date": text { self.strings.append(date: student.local(at: shift.at).date, into: &$0) },
        "at": text { $0.append(timeOf: mentor.local(at: second)) }, "there": mentor.name,
        "time": text { $0.append(timeOf: now) }, "zone": student.name,
        "before": text { $0.append(timeOf: before) },
      ])
  }
}
