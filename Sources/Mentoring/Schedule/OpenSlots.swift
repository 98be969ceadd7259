import CivilTime

/// The start instants of the mentor's open slots for a query, in ascending order. Each slot lasts `policy.duration`
/// minutes.
///
/// Pages, booking rules, feeds and commands all use this function to determine what is open. A start is on the grid of
/// at least one window that contains it, and is listed once.
public func openSlots(_ schedule: MentorSchedule, _ query: SlotQuery) -> [Instant] {
  var starts: [Instant] = []
  forEachOpening(schedule, query, longest: schedule.policy.duration) { start, _ in starts.append(start) }
  return isAscending(starts, by: <) ? starts : ascendingOnce(starts) { $0 }
}

/// An instant at which a session can start.
public struct Opening: Hashable, Sendable {
  public var start: Instant
  /// The duration in minutes of the longest session that can start then.
  public var longest: Int

  public init(start: Instant, longest: Int) {
    self.start = start
    self.longest = longest
  }
}

/// The open slots of all durations that a mentor offers, each start once, in ascending order. Equivalent to
/// ``openSlots(_:_:)`` for each duration, in a single pass. A longer session can only start where a shorter one can.
///
/// - Parameter durations: minutes; `policy.duration` is ignored.
public func openings(_ schedule: MentorSchedule, durations: [Int], _ query: SlotQuery) -> [Opening] {
  let lengths = durations.filter { $0 > 0 }.sorted()
  guard let shortest = lengths.first, let longest = lengths.last else { return [] }
  var schedule = schedule
  schedule.policy.duration = shortest
  var all: [Opening] = []
  forEachOpening(schedule, query, longest: longest) { start, end in
    let room = end.since(start)
    all.append(Opening(start: start, longest: lengths.last { $0 * 60 <= room } ?? shortest))
  }
  return isAscending(all) { $0.start < $1.start } ? all : ascendingOnce(all) { $0.start }
}

/// Calls `body` with every open start for `policy.duration` and the end of the free time around it. That end is correct
/// for sessions of up to `longest` minutes.
private func forEachOpening(
  _ schedule: MentorSchedule, _ query: SlotQuery, longest: Int, _ body: (Instant, Instant) -> Void
) {
  let policy = schedule.policy
  guard policy.duration > 0, policy.step > 0 else { return }
  let lower = max(query.from, query.now.adding(minutes: policy.minimumNotice))
  let upper = min(query.to, policy.horizonEnd ?? query.to)
  guard lower < upper else { return }

  let reach = lower..<upper.adding(minutes: max(longest, policy.duration))
  let hours = OpenHours(of: schedule, in: reach)
  let blocks = Blocks(of: schedule, query, around: reach)
  let free = hours.open.subtracting(blocks.all)
  let limits = Limits(of: schedule)

  for stretch in hours.stretches {
    let from = max(stretch.interval.start, lower)
    let to = min(stretch.interval.end, upper)
    guard from < to else { continue }
    var index = free.firstIndex(endingAfter: from)
    while index < free.intervals.count, free.intervals[index].start < to {
      let gap = free.intervals[index]
      // The last start (inclusive) that still fits is one duration before the end.
      let latest = gap.end.adding(minutes: -policy.duration)
      guard var start = stretch.firstStart(atOrAfter: max(from, gap.start), step: policy.step) else { break }
      while start < to, start <= latest {
        if !limits.isReached(on: CivilDate(localSeconds: start.seconds + stretch.offset)) {
          body(start, gap.end)
        }
        start = start.adding(minutes: policy.step)
      }
      index += 1
    }
  }
}

/// Whether each element is less than the next.
private func isAscending<Element>(_ all: [Element], by areIncreasing: (Element, Element) -> Bool) -> Bool {
  all.indices.dropFirst().allSatisfy { areIncreasing(all[$0 - 1], all[$0]) }
}

/// Sorts the elements by start and removes duplicates. Overlapping windows produce duplicate and unordered starts.
private func ascendingOnce<Element: Hashable>(_ all: [Element], _ start: (Element) -> Instant) -> [Element] {
  var result: [Element] = []
  for one in all.sorted(by: { start($0) < start($1) }) where result.last != one { result.append(one) }
  return result
}

extension CivilDate {
  /// The date of a local reading in seconds since 1970-01-01T00:00 on the same clock.
  init(localSeconds: Int) { self.init(daysSinceEpoch: localSeconds.floorDivided(by: 86_400)) }
}

/// The times that a slot must not overlap, widened by the buffers so that a plain overlap test is sufficient.
struct Blocks {
  var all: IntervalSet

  init(of schedule: MentorSchedule, _ query: SlotQuery, around range: Range<Instant>) {
    let policy = schedule.policy
    // The neighbour has buffers too. Between two sessions both buffers run at the same time, so the larger one applies.
    let gap = max(policy.bufferBefore, policy.bufferAfter)
    var blocks: [Interval] = []
    func add(_ intervals: [Interval], before: Int, after: Int) {
      for interval in intervals where !interval.isEmpty {
        let wide = Interval(start: interval.start.adding(minutes: -before), end: interval.end.adding(minutes: after))
        if wide.start < range.upperBound, wide.end > range.lowerBound { blocks.append(wide) }
      }
    }
    add(schedule.sessions, before: gap, after: gap)
    add(schedule.held, before: gap, after: gap)
    // A slot extends from its start - bufferBefore to its end + bufferAfter, so a busy time is widened the other way
    // round.
    add(schedule.busy, before: policy.bufferAfter, after: policy.bufferBefore)
    add(query.studentBusy, before: 0, after: 0)
    all = IntervalSet(blocks)
  }
}

/// Local dates and ISO weeks with the maximum number of sessions and held requests that the policy allows.
struct Limits {
  private(set) var fullDates: Set<CivilDate> = []
  /// Weeks are identified by their Monday.
  private(set) var fullWeeks: Set<CivilDate> = []

  init(of schedule: MentorSchedule) {
    let policy = schedule.policy
    guard policy.maxPerDay > 0 || policy.maxPerWeek > 0 else { return }
    var perDate: [CivilDate: Int] = [:]
    var perWeek: [CivilDate: Int] = [:]
    for list in [schedule.sessions, schedule.held] {
      for interval in list {
        let date = schedule.zone.local(at: interval.start).date
        perDate[date, default: 0] += 1
        perWeek[date.startOfWeek(startingOn: 1), default: 0] += 1
      }
    }
    if policy.maxPerDay > 0 { fullDates = Set(perDate.filter { $0.value >= policy.maxPerDay }.keys) }
    if policy.maxPerWeek > 0 { fullWeeks = Set(perWeek.filter { $0.value >= policy.maxPerWeek }.keys) }
  }

  func isReached(on date: CivilDate) -> Bool {
    if !fullDates.isEmpty, fullDates.contains(date) { return true }
    return !fullWeeks.isEmpty && fullWeeks.contains(date.startOfWeek(startingOn: 1))
  }
}
