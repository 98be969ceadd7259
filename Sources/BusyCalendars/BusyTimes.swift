import CivilTime

/// What the events of a calendar come to.
public struct BusyTimes: Sendable {
  /// Ascending, merged, inside the window.
  public var busy: [Interval] = []
  /// The same of events that may be almanac's own, by UID.
  public var own: [(uid: String, busy: [Interval])] = []
  /// All of it again by label, where labels are kept; ascending.
  public var labelled: [(label: UInt16, busy: [Interval])] = []
  public var problems = CalendarProblems()
}

/// Turns the events of one calendar into the times they keep somebody busy.
///
/// The answer errs to busy where a calendar contradicts itself: a time between an end and a later start is taken, an event in
/// a skipped hour takes the hour after it, a rule that cannot be worked out to its end takes everything behind.
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
  /// Lines of events that end before they start.
  private var reversed: Set<Int32> = []

  /// - Parameter keepsLabels: busy times are wanted by label too.
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
      // Nearly every event stands for itself.
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

  /// One instance of a series: when it would start, and how it is known to EXDATE and RECURRENCE-ID.
  struct Instance {
    var start: Instant
    /// On the clock of the series.
    var reading: Int
    var end: EventEnd?
  }

  /// How EXDATE and RECURRENCE-ID name an instance: by its start, or by its day where either side is a DATE.
  private enum Key: Hashable {
    case start(Instant)
    case day(Int)
  }

  /// A change of all instances after one (RANGE=THISANDFUTURE).
  struct LaterChange {
    var event: ForeignEvent
    var after: Instant
    /// How far it moves them on the wall clock; their length is its own.
    var shift: Int
  }

  private mutating func take(_ events: [ForeignEvent]) {
    // Versions of one component: an older SEQUENCE is history. Equals are two events with one UID, and both count.
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
    // What was moved to another time is there whatever its series says; without a series, it is all there is.
    if masters.isEmpty {
      for event in overrides where !event.isFree { add(intervals(of: event), of: event) }
    }
  }

  private mutating func take(_ master: ForeignEvent, _ overrides: [ForeignEvent]) {
    if overrides.isEmpty, master.isSingle {
      if !master.isFree { add(intervals(of: master), of: master) }
      return
    }
    let clock = clock(of: master.start, master.line)
    var excluded: Set<Key> = []
    for time in master.excluded { excluded.insert(key(of: time, in: master)) }
    var replaced: Set<Key> = []
    var later: [LaterChange] = []
    var doubtful: [Key: ForeignEvent] = [:]
    for event in overrides {
      guard let instance = event.instance else { continue }
      let key = key(of: instance, in: master)
      replaced.insert(key)
      let reading =
        switch key {
        case .start(let start): clock.reading(at: start)
        case .day(let day): day * 86_400 + master.start.reading.floorModulo(86_400)
        }
      if event.coversFuture {
        let own = clock.reading(at: instant(of: event.start, event.line))
        later.append(LaterChange(event: event, after: clock.instant(of: reading), shift: own - reading))
      }
      let isOut = excluded.contains(key) || excluded.contains(.day(reading.floorDivided(by: 86_400)))
      if event.isFree || isOut { continue }
      // Some writers leave what they split off a series in the file, rule and all: older than the series, it counts only while
      // the series still has that instance.
      if !event.rules.isEmpty, event.sequence < master.sequence {
        doubtful[key] = event
      } else {
        add(intervals(of: event), of: event)
      }
    }
    later.sort { $0.after < $1.after }
    for instance in instances(of: master, clock, later) {
      let keys = [Key.start(instance.start), .day(instance.reading.floorDivided(by: 86_400))]
      for key in keys {
        if let event = doubtful.removeValue(forKey: key) { add(intervals(of: event), of: event) }
      }
      if keys.contains(where: { excluded.contains($0) || replaced.contains($0) }) { continue }
      if let change = last(of: later, before: instance.start) {
        if change.event.isFree { continue }
        let length = EventSpan(of: change.event)
        add(
          intervals(length, from: instance.reading + change.shift, clock, end: nil, change.event), of: change.event)
      } else if !master.isFree {
        add(intervals(EventSpan(of: master), from: instance.reading, clock, end: instance.end, master), of: master)
      }
    }
  }

  /// - Parameter later: ascending.
  private func last(of later: [LaterChange], before start: Instant) -> LaterChange? {
    var (low, high) = (0, later.count)
    while low < high {
      let middle = (low + high) / 2
      if later[middle].after < start { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? later[low - 1] : nil
  }

  private mutating func key(of time: EventTime, in master: ForeignEvent) -> Key {
    if time.isDate { return .day(time.reading.floorDivided(by: 86_400)) }
    let start = instant(of: time, master.line)
    guard master.start.isDate else { return .start(start) }
    // A series of whole days, and a time: a midnight means its date, any other the day on which it falls at home.
    if time.reading.floorModulo(86_400) == 0 { return .day(time.reading.floorDivided(by: 86_400)) }
    return .day(clock(of: master.start, master.line).reading(at: start).floorDivided(by: 86_400))
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

  /// Says once of an event that it ends before it starts.
  mutating func reportReversed(_ event: ForeignEvent) {
    guard reversed.insert(event.line).inserted else { return }
    result.problems.add(Int(event.line), "the event ends before it starts: the time between is taken")
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
    // Millions of instances of few events touch each other; they need not be remembered one by one.
    if found.count >= 200_000 { found = IntervalSet(found).intervals }
  }
}
