import CivilTime
import Mentoring

/// The effect of a clock change on a session.
public struct ClockNote: Sendable {
  /// Days within which a pair has a usual time.
  static let quarter = 92
  /// Days before a session within which other sessions determine its note.
  static let reach = 2 * quarter
  /// The sentence; nil for a session that would have one if the pair's other sessions were at other times.
  public var text: String?
  /// The latest change of the sessions that determine it.
  public var changed: Instant
}

/// Sentences that explain a clock change: "From 29 March 2026 on, 09:00 (America/New_York) is 15:00 (Europe/Berlin)
/// instead of 14:00."
extension Site {
  /// The notes for each pair's first session after a change of the difference between their clocks, by the session's
  /// id.
  ///
  /// The sentence depends on the session and not on the day of the build, so a feed may contain it. It explains the
  /// change on the student's clock, since hours are on the mentor's. A pair that has not met for three months has no
  /// usual time.
  ///
  /// - Parameter agenda: by start; it must begin ``ClockNote/reach`` days before the first session that needs a note.
  func clockNotes(on agenda: [AgendaEntry], of person: PersonID, zone own: Zone) -> [Int: ClockNote] {
    var last: [PersonID: Instant] = [:]
    var notes: [Int: ClockNote] = [:]
    var pairs: [PersonID: [AgendaEntry]]?
    for entry in agenda {
      guard case .session(let status) = entry.status, status != .cancelled else { continue }
      let isMentor = entry.mentor == person
      let other = isMentor ? entry.student : entry.mentor
      let before = last.updateValue(entry.start, forKey: other)
      guard let partner = programme.person(other) else { continue }
      let theirs = self.zone(of: partner)
      let (student, mentor) = isMentor ? (theirs, own) : (own, theirs)
      let usual = entry.start.adding(days: -ClockNote.quarter)
      guard student != mentor, hasShift(of: student, against: mentor, from: usual, to: entry.start) else { continue }
      // The pair's other sessions determine which one is the first.
      let all = pairs ?? Dictionary(grouping: agenda) { $0.mentor == person ? $0.student : $0.mentor }
      pairs = all
      let end = entry.start.adding(days: ClockNote.quarter)
      let changed = all[other, default: []].lazy.filter { $0.start >= usual && $0.start <= end }.map(\.changed).max()
      let text = before.flatMap {
        $0 >= usual ? clockNote(student: student, mentor: mentor, from: $0, to: entry.start) : nil
      }
      notes[entry.id] = ClockNote(text: text, changed: changed ?? entry.changed)
    }
    return notes
  }

  /// Whether the difference between two clocks changes in the range, even if it changes back.
  private func hasShift(of own: Zone, against other: Zone, from first: Instant, to second: Instant) -> Bool {
    let range = first.adding(seconds: 1)..<second.adding(seconds: 1)
    func distance(_ instant: Instant) -> Int { own.offset(at: instant) - other.offset(at: instant) }
    return (own.transitions(in: range) + other.transitions(in: range)).contains {
      distance($0.at) != distance($0.at.adding(seconds: -1))
    }
  }

  /// The note for a connection or a booking: the next change within six weeks of the page's clock, explained for noon.
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
    let wall = mentor.local(at: second)
    let start = mentor.next(wall.secondOfDay, from: shift.at) ?? second
    return strings.sentence(
      "clock_shift",
      [
        "date": text { self.strings.append(date: student.local(at: start).date, into: &$0) },
        "at": text { $0.append(timeOf: wall) }, "there": mentor.name,
        "time": text { $0.append(timeOf: now) }, "zone": student.name,
        "before": text { $0.append(timeOf: before) },
      ])
  }
}

extension Zone {
  /// The first instant at or after `instant` at which this zone's clock shows a time of day.
  fileprivate func next(_ secondOfDay: Int, from instant: Instant) -> Instant? {
    let first = local(at: instant).date
    // A day on which the clock skips this time has none.
    return (0...2).lazy.compactMap { day in
      self.instants(of: LocalDateTime(date: first.adding(days: day), secondOfDay: secondOfDay)).first { $0 >= instant }
    }.first
  }
}
