import CivilTime

/// An open slot with its disadvantages for one student.
public struct RankedSlot: Hashable, Sendable {
  public var start: Instant
  /// The number of half hours, rounded up, before 08:00 or after 20:00 on the student's clock.
  public var halfHoursOutside: Int
  /// The number of sessions and held requests of the mentor on that date of the mentor's clock.
  public var mentorsOthers: Int
  /// Whether the student has another appointment less than a day before or after.
  public var isNearAnother: Bool
  /// Whole days from now.
  public var days: Int

  /// The sum of the disadvantages: one for each half hour, two for each other session of the mentor, three for too
  /// little rest, and one for every second day of waiting. 0 = no disadvantages.
  public var points: Int { halfHoursOutside + 2 * mentorsOthers + (isNearAnother ? 3 : 0) + days / 2 }
}

/// The open slots, best first: by points, then by start. The result is the same for every call with the same arguments.
///
/// - Parameter starts: the result of ``openSlots(_:_:)`` for the schedule and the query.
public func ranked(
  _ starts: [Instant], _ schedule: MentorSchedule, _ query: SlotQuery, studentZone: Zone
) -> [RankedSlot] {
  var others: [CivilDate: Int] = [:]
  for taken in schedule.sessions + schedule.held {
    others[schedule.zone.local(at: taken.start).date, default: 0] += 1
  }
  let minutes = schedule.policy.duration
  return starts.map { start in
    let wide = Interval(start: start.adding(days: -1), end: start.adding(minutes: minutes + 1440))
    return RankedSlot(
      start: start, halfHoursOutside: halfHoursOutside(studentZone.local(at: start), minutes: minutes),
      mentorsOthers: others[schedule.zone.local(at: start).date] ?? 0,
      isNearAnother: query.studentBusy.contains(where: wide.overlaps), days: max(0, start.since(query.now)) / 86_400)
  }.sorted { ($0.points, $0.start) < ($1.points, $1.start) }
}

/// The half hours of a session outside 08:00 to 20:00 on a local clock; the nearer side counts.
private func halfHoursOutside(_ local: LocalDateTime, minutes: Int) -> Int {
  let (morning, evening) = (8 * 60, 20 * 60)
  let start = local.secondOfDay / 60
  let end = start + minutes
  if start >= morning, end <= evening { return 0 }
  // A session that is longer than the day extends beyond both sides.
  let outside = min((morning - start).floorModulo(1440), (end - evening).floorModulo(1440))
  return (outside + 29) / 30
}
