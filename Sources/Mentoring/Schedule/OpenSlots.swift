import CivilTime

/// The mentor's open slots of a query, ascending: the start instants. Each slot lasts `policy.duration` minutes.
///
/// The one opinion about what is open: pages, the booking rule, feeds and the command all ask here.
/// A start fits the grid of at least one window that contains it and is listed once.
public func openSlots(_ schedule: MentorSchedule, _ query: SlotQuery) -> [Instant] {
  var starts: [Instant] = []
  forEachOpening(schedule, query, longest: schedule.policy.duration) { start, _ in starts.append(start) }
  return isAscending(starts, by: <) ? starts : ascendingOnce(starts) { $0 }
}

/// An instant at which a session can start.
public struct Opening: Hashable, Sendable {
  public var start: Instant
  /// Minutes of the longest session that can start then.
  public var longest: Int

  public init(start: Instant, longest: Int) {
    self.start = start
    self.longest = longest
  }
}

/// The open slots of every length that a mentor offers, each start once, ascending: what ``openSlots(_:_:)`` gives for
/// each length, found in one walk. A longer session starts only where a shorter one does.
///
/// - Parameter durations: minutes; `policy.duration` is not used.
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

/// Calls `body` with every open start of `policy.duration` and the end of the free time around it, which is right as far
/// as a session of `longest` minutes reaches.
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
      // The last start that still fits is one whole duration before the end, included.
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

/// Whether each is less than the next.
private func isAscending<Element>(_ all: [Element], by areIncreasing: (Element, Element) -> Bool) -> Bool {
  all.indices.dropFirst().allSatisfy { areIncreasing(all[$0 - 1], all[$0]) }
}

/// Overlapping windows give a start twice, or out of order.
private func ascendingOnce<Element: Hashable>(_ all: [Element], _ start: (Element) -> Instant) -> [Element] {
  var result: [Element] = []
  for one in all.sorted(by: { start($0) < start($1) }) where result.last != one { result.append(one) }
  return result
}

extension CivilDate {
  /// The date of a local reading given in seconds since 1970-01-01T00:00 on its clock.
  init(localSeconds: Int) { self.init(daysSinceEpoch: localSeconds.floorDivided(by: 86_400)) }
}

/// What a slot must not meet, widened by the buffers so that a plain overlap test decides.
struct Blocks {
  var all: IntervalSet

  init(of schedule: MentorSchedule, _ query: SlotQuery, around range: Range<Instant>) {
    let policy = schedule.policy
    // A neighbour's own buffers count too: after it, its buffer and ours run side by side, so the larger one holds.
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
    // A slot reaches from its start - bufferBefore to its end + bufferAfter, so a busy time reaches the other way.
    add(schedule.busy, before: policy.bufferAfter, after: policy.bufferBefore)
    add(query.studentBusy, before: 0, after: 0)
    all = IntervalSet(blocks)
  }
}

/// Local dates and ISO weeks that hold as many sessions and held requests as the policy allows.
struct Limits {
  private(set) var fullDates: Set<CivilDate> = []
  /// Weeks are named by their Monday.
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
