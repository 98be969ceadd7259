import CivilTime

/// Resolves the names that EXDATE and RECURRENCE-ID use for the instances of a series.
extension BusyReckoning {
  /// The name of an instance: its start, or its day if either side is a DATE.
  enum Key: Hashable {
    case start(Instant)
    case day(Int)
  }

  /// A property that names instances.
  enum NamingProperty {
    case exdate, recurrenceID

    var onStartsClock: EventDoubt { self == .exdate ? .excludedOnStartsClock : .instanceOnStartsClock }
    var onBothClocks: EventDoubt { self == .exdate ? .excludedOnBothClocks : .instanceOnBothClocks }
    var several: EventDoubt { self == .exdate ? .excludesSeveral : .instanceOfSeveral }
  }

  /// The most likely name that a time stands for.
  mutating func key(of time: EventTime, in master: ForeignEvent) -> Key {
    if time.isDate { return .day(time.reading.floorDivided(by: 86_400)) }
    guard master.start.isDate else { return .start(instant(of: meanings(of: time, in: master)[0], master.line)) }
    // A time in a series of whole days: a midnight means its own date, any other time the date in the home zone.
    if time.reading.floorModulo(86_400) == 0 { return .day(time.reading.floorDivided(by: 86_400)) }
    let start = instant(of: time, master.line)
    return .day(clock(of: master.start, master.line).reading(at: start).floorDivided(by: 86_400))
  }

  /// The reading of an instance on the clock of its series.
  func reading(of key: Key, in master: ForeignEvent, _ clock: EventClock) -> Int {
    switch key {
    case .start(let start): clock.reading(at: start)
    case .day(let day): day * 86_400 + master.start.reading.floorModulo(86_400)
    }
  }

  /// The meanings of a time. Without a zone it is on the clock of DTSTART; if that is UTC, it may also be local time.
  /// Never empty.
  private func meanings(of time: EventTime, in master: ForeignEvent) -> [EventTime] {
    guard time.clock == .floating, master.start.clock != .floating, !master.start.isDate else { return [time] }
    let there = EventTime(reading: time.reading, clock: master.start.clock)
    return master.start.clock == .utc ? [there, time] : [there]
  }

  /// The start of the instance that a time names. Nil if there is none, or if the name is ambiguous, which is reported
  /// at a line.
  mutating func start(
    named time: EventTime, by property: NamingProperty, _ line: Int32, in master: ForeignEvent,
    _ index: inout InstanceIndex
  ) -> Instant? {
    var found: Set<Instant> = []
    if time.isDate || master.start.isDate {
      if case .day(let day) = key(of: time, in: master) { found = Set(index.starts(onDay: day)) }
    } else {
      let meanings = meanings(of: time, in: master)
      if meanings[0] != time, !master.isFree {
        report(meanings.count > 1 ? property.onBothClocks : property.onStartsClock, line)
      }
      for meaning in meanings {
        let clock = clock(of: meaning, master.line)
        if meaning.clock == master.start.clock {
          let start = clock.instant(of: meaning.reading)
          if index.has(start) { found.insert(start) }
          continue
        }
        for clock in clock.alternatives {
          let (first, last) = (clock.earliest(of: meaning.reading), clock.latest(of: meaning.reading))
          if first == last {
            if index.has(first) { found.insert(first) }
          } else {
            found.formUnion(index.starts(from: first, through: last))
          }
        }
      }
    }
    if found.count > 1, !master.isFree { report(property.several, line) }
    return found.count == 1 ? found.first : nil
  }

  /// Finds instances by their names; its tables are created on first use.
  struct InstanceIndex {
    private let instances: [Instance]
    private var all: Set<Instant>?
    /// At most two: further ones do not matter.
    private var days: [Int: (first: Instant, other: Instant?)]?
    private var ordered: [Instant]?

    init(_ instances: [Instance]) { self.instances = instances }

    mutating func has(_ start: Instant) -> Bool {
      let all = self.all ?? Set(instances.map(\.start))
      self.all = all
      return all.contains(start)
    }

    mutating func starts(onDay day: Int) -> [Instant] {
      if days == nil {
        var found: [Int: (first: Instant, other: Instant?)] = [:]
        for instance in instances {
          let day = instance.reading.floorDivided(by: 86_400)
          if let before = found[day] {
            if before.other == nil, before.first != instance.start { found[day] = (before.first, instance.start) }
          } else {
            found[day] = (instance.start, nil)
          }
        }
        days = found
      }
      guard let found = days?[day] else { return [] }
      return [found.first] + (found.other.map { [$0] } ?? [])
    }

    /// At most two.
    mutating func starts(from first: Instant, through last: Instant) -> ArraySlice<Instant> {
      let ordered = self.ordered ?? Set(instances.map(\.start)).sorted()
      self.ordered = ordered
      var (low, high) = (0, ordered.count)
      while low < high {
        let middle = (low + high) / 2
        if ordered[middle] < first { low = middle + 1 } else { high = middle }
      }
      return ordered[low..<min(low + 2, ordered.count)].prefix { $0 <= last }
    }
  }
}
