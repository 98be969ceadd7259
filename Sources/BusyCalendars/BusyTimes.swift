import CivilTime

/// The busy times from the events of a calendar.
public struct BusyTimes: Sendable {
  /// Ascending, merged, inside the window.
  public var busy: [Interval] = []
  /// The busy times of events that may be almanac's own, by UID.
  public var own: [(uid: String, busy: [Interval])] = []
  /// All busy times again by label, if labels are kept; ascending.
  public var labelled: [(label: UInt16, busy: [Interval])] = []
  public var problems = CalendarProblems()
}

/// Converts the events of one calendar into busy times.
///
/// If a calendar contradicts itself, the result tends to busy. A time between an end and a later start is busy; an
/// event in a skipped hour takes the hour after it; a rule that cannot be expanded to its end makes everything after it
/// busy; an identifier that may name two instances of a series removes neither.
public struct BusyReckoning {
  let window: Interval
  var zones: ZoneNames
  let names: SeriesNames
  var budget: ExpansionBudget
  var result = BusyTimes()
  var found: [Interval] = []
  var own: [Int32: [Interval]] = [:]
  private let keepsLabels: Bool
  private var labelled: [UInt16: [Interval]] = [:]
  private var reported: Set<Report> = []

  private struct Report: Hashable {
    var line: Int32
    var doubt: EventDoubt
  }

  /// - Parameter keepsLabels: return busy times by label too.
  public init(
    window: Interval, zones: ZoneNames, names: SeriesNames, budget: ExpansionBudget = ExpansionBudget(),
    keepsLabels: Bool = false
  ) {
    self.window = window
    self.zones = zones
    self.names = names
    self.budget = budget
    self.keepsLabels = keepsLabels
  }

  /// - Parameter events: in any order.
  public mutating func busyTimes(of events: [ForeignEvent]) -> BusyTimes {
    let order = events.indices.sorted { (events[$0].series, $0) < (events[$1].series, $1) }
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, events[order[end]].series == events[order[first]].series { end += 1 }
      // Nearly all events are single.
      if end == first + 1, events[order[first]].isSingle {
        let event = events[order[first]]
        if !event.isFree { add(intervals(of: event), of: event) }
      } else {
        take(order[first..<end].map { events[$0] })
      }
      first = end
    }
    result.busy = IntervalSet(found).intervals
    result.own = own.compactMap { series, busy in
      names.name(of: series).map { (uid: $0, busy: IntervalSet(busy).intervals) }
    }.sorted { $0.uid < $1.uid }
    result.labelled = labelled.map { (label: $0.key, busy: IntervalSet($0.value).intervals) }.sorted {
      $0.label < $1.label
    }
    return result
  }

  // MARK: Series

  /// A change of all instances after one (RANGE=THISANDFUTURE).
  struct LaterChange {
    var event: ForeignEvent
    var after: Instant
    /// How far it moves them on the wall clock; they take its length.
    var shift: Int
  }

  private mutating func take(_ events: [ForeignEvent]) {
    // Versions of one component: a lower SEQUENCE is obsolete. Equal ones are two events with the same UID, and both
    // count.
    var masters: [ForeignEvent] = []
    var overrides: [ForeignEvent] = []
    var newest: [EventTime: Int32] = [:]
    for event in events {
      if let instance = event.instance {
        newest[instance] = max(newest[instance] ?? .min, event.sequence)
        overrides.append(event)
      } else {
        if let last = masters.last, last.sequence < event.sequence { masters = [] }
        if masters.last.map({ $0.sequence <= event.sequence }) ?? true { masters.append(event) }
      }
    }
    overrides.removeAll { event in event.instance.map { newest[$0] != event.sequence } ?? false }
    for master in masters { take(master, overrides) }
    // An instance moved to another time exists independently of its series; without a series, it is all there is.
    if masters.isEmpty {
      for event in overrides where !event.isFree { takeAlone(event) }
    }
  }

  /// Takes an instance without its series.
  private mutating func takeAlone(_ event: ForeignEvent) {
    if event.isRecurring {
      report(.repeatsAlone, event.line)
      take(event, [])
    } else {
      if event.coversFuture { report(.changesUnknown, event.line) }
      add(intervals(of: event), of: event)
    }
  }

  private mutating func take(_ master: ForeignEvent, _ overrides: [ForeignEvent]) {
    if overrides.isEmpty, master.isSingle {
      if !master.isFree { add(intervals(of: master), of: master) }
      return
    }
    let clock = clock(of: master.start, master.line)
    let later = laterChanges(overrides, master, clock)
    let series = instances(of: master, clock, later)
    var index = InstanceIndex(series.all)
    var removed: Set<Instant> = []
    for time in master.excluded {
      if let start = start(named: time, by: .exdate, master.line, in: master, &index) { removed.insert(start) }
    }
    take(overrides, of: master, clock, &index, &removed)
    for instance in series.all where !removed.contains(instance.start) {
      let changes = last(of: later, before: instance.start)
      if changes.isEmpty {
        if master.isFree { continue }
        if let own = instance.own {
          add(intervals(of: series.own[own]), of: master)
        } else {
          add(intervals(EventSpan(of: master), from: instance.reading, clock, master), of: master)
        }
      }
      for change in changes where !change.event.isFree {
        let span = EventSpan(of: change.event)
        add(intervals(span, from: instance.reading + change.shift, clock, change.event), of: change.event)
      }
    }
  }

  /// - Parameter removed: collects the starts that the instances replace.
  private mutating func take(
    _ overrides: [ForeignEvent], of master: ForeignEvent, _ clock: EventClock, _ index: inout InstanceIndex,
    _ removed: inout Set<Instant>
  ) {
    if overrides.isEmpty { return }
    let excluded = Set(master.excluded.map { key(of: $0, in: master) })
    let added = overrides.contains { $0.isRecurring } ? addedKeys(of: master, clock) : []
    for event in overrides {
      guard let instance = event.instance else { continue }
      if let start = start(named: instance, by: .recurrenceID, event.line, in: master, &index) { removed.insert(start) }
      if event.isFree { continue }
      let key = key(of: instance, in: master)
      let day = Key.day(reading(of: key, in: master, clock).floorDivided(by: 86_400))
      if excluded.contains(key) || excluded.contains(day) {
        // It belongs to an older version of the series.
        if event.sequence < master.sequence { continue }
        report(.excluded, event.line)
      }
      if event.isRecurring {
        let isThere = added.contains(key) || hasInstance(key, master, clock)
        // Some programs leave events that they split off a series in the file, including the rule. If such an event is
        // older than the series, it counts only while the series still has that instance.
        if !isThere, event.sequence < master.sequence {
          report(.outdated, event.line)
          continue
        }
        if !isThere || event.coversFuture && event.sequence >= master.sequence {
          takeAlone(event)
          continue
        }
        report(.repeatsWithin, event.line)
      }
      add(intervals(of: event), of: event)
    }
  }

  /// - Returns: ascending by the instance after which they apply.
  private mutating func laterChanges(
    _ overrides: [ForeignEvent], _ master: ForeignEvent, _ clock: EventClock
  ) -> [LaterChange] {
    var later: [LaterChange] = []
    for event in overrides where event.coversFuture {
      guard let instance = event.instance else { continue }
      let reading = reading(of: key(of: instance, in: master), in: master, clock)
      let own = clock.reading(at: instant(of: event.start, event.line))
      later.append(LaterChange(event: event, after: clock.instant(of: reading), shift: own - reading))
    }
    return later.sorted { $0.after < $1.after }
  }

  /// The newest change before an instance; more than one if an event has several readings.
  ///
  /// - Parameter later: ascending.
  private func last(of later: [LaterChange], before start: Instant) -> ArraySlice<LaterChange> {
    var (low, high) = (0, later.count)
    while low < high {
      let middle = (low + high) / 2
      if later[middle].after < start { low = middle + 1 } else { high = middle }
    }
    var first = low
    while first > 0, low - first < 50, later[first - 1].after == later[low - 1].after { first -= 1 }
    return later[first..<low]
  }

  // MARK: Times

  mutating func clock(of time: EventTime, _ line: Int32) -> EventClock {
    zones.clock(of: time, line: Int(line), budget: &budget, problems: &result.problems)
  }

  mutating func instant(of time: EventTime, _ line: Int32) -> Instant {
    clock(of: time, line).instant(of: time.reading)
  }

  mutating func add(_ intervals: [Interval], of event: ForeignEvent) {
    for interval in intervals { add(interval, of: event) }
  }

  /// Reports a doubt once for each event.
  mutating func report(_ doubt: EventDoubt, _ line: Int32) {
    guard reported.insert(Report(line: line, doubt: doubt)).inserted else { return }
    result.problems.add(Int(line), doubt.rawValue)
  }

  mutating func add(_ interval: Interval, of event: ForeignEvent) {
    let inside = Interval(start: max(interval.start, window.start), end: min(interval.end, window.end))
    if inside.isEmpty { return }
    if keepsLabels { labelled[event.label, default: []].append(inside) }
    if names.name(of: event.series) != nil {
      own[event.series, default: []].append(inside)
      return
    }
    found.append(inside)
    // A few events may have millions of adjoining instances, which need not be stored one by one.
    if found.count >= 200_000 { found = IntervalSet(found).intervals }
  }
}
