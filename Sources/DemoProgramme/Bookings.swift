import CivilTime
import Mentoring

/// Places connections, requests and sessions in the mentors' hours without overlaps for anyone.
struct BookingMaker {
  let shape: DemoShape
  let counts: DemoCounts
  let seed: UInt64
  let now: Instant
  let traits: (Int) -> PeopleMaker.Trait
  let holidays: [ClosedDates]

  private var connections: [DemoConnection] = []
  private var bookings: [DemoBooking] = []
  /// The busy intervals of each student, by index in the students' list.
  private var taken: [[Interval]]
  private var placed = 0
  /// Counters that cycle through the decks of states, so that each state occurs early and often.
  private var pastTurn = 0
  private var futureTurn = 0
  private var requestTurn = 0
  private var connectionTurn = 0
  private var kindTurn = 0

  init(
    shape: DemoShape, counts: DemoCounts, seed: UInt64, now: Instant,
    traits: @escaping (Int) -> PeopleMaker.Trait, holidays: [ClosedDates]
  ) {
    (self.shape, self.counts, self.seed, self.now) = (shape, counts, seed, now)
    (self.traits, self.holidays) = (traits, holidays)
    taken = [[Interval]](repeating: [], count: counts.students)
  }

  /// A student's part of a mentor's agenda.
  fileprivate struct Pupil {
    var place: Int
    var status: DemoConnection.Status
    var earliest: Instant?
    var latest: Instant?
  }

  /// Returns the number of connections that the mentor has accepted.
  mutating func fill(_ mentor: DemoMentor, index: Int, zone: Zone) -> Int {
    guard mentor.approval != .pending, counts.students > 0 else { return 0 }
    var random = SplitMix64(seed: seed, stream: 3, index: mentor.id)
    let share = counts.sessions * (index + 1) / max(1, counts.mentors) - placed
    var pupils = self.pupils(share, trait: traits(index), &random)
    let horizon = SlotPolicy.horizonEnd(now: now, days: DemoProgramme.horizonDays)
    let windowStart = now.dateUTC.firstOfPreviousMonth.startUTC
    let schedule = MentorSchedule(
      zone: zone, weekly: mentor.weekly, dated: mentor.dated, closed: mentor.closed + holidays,
      policy: SlotPolicy(duration: 60, step: 30))
    let from = now.adding(days: -700)
    let starts = openSlots(schedule, SlotQuery(now: from, from: from, to: horizon))
    let older = starts.partition { $0 < windowStart }
    let recent = starts.partition { $0 < now.adding(minutes: -180) }
    let coming = starts.partition { $0 < now.adding(minutes: FixedRules.leastNoticeToConfirm) }
    var agenda: [Interval] = []
    let feed = share / 4
    let future = traits(index) == .suspended ? 0 : feed / 2
    let target = placed + max(0, share)
    if traits(index) == .fullyBooked {
      for start in starts[coming...] {
        _ = place(start, 60, mentor, &pupils, &agenda, &random, inFuture: true)
      }
      for start in starts[recent..<coming] where start >= now {
        _ = place(start, 60, mentor, &pupils, &agenda, &random, inFuture: true)
      }
    }
    if shape == .varied, index == 0 {
      // One session is in progress, so that an open meeting page can be seen.
      _ = place(now.rounded(downTo: 1800), 60, mentor, &pupils, &agenda, &random, inFuture: true)
    }
    let parts = [(coming..<starts.count, future), (older..<recent, feed - future), (0..<older, share - feed)]
    for (range, count) in parts {
      var left = min(count, target - placed)
      var tries = left * 12
      while left > 0, tries > 0, !range.isEmpty {
        tries -= 1
        let at = range.lowerBound + random.below(range.count)
        let duration = length(starts, at, &random)
        if place(starts[at], duration, mentor, &pupils, &agenda, &random, inFuture: starts[at] > now) { left -= 1 }
      }
    }
    if traits(index) != .fullyBooked, traits(index) != .suspended {
      ask(starts[coming...], mentor, &pupils, &agenda, &random, count: shape == .w1k ? 2 : 3)
    }
    connect(mentor, pupils, &random)
    return pupils.count { $0.status == .accepted }
  }

  /// A length of 30 or 60 minutes, or of 90 and 120 where the hours are long enough.
  private func length(_ starts: [Instant], _ at: Int, _ random: inout SplitMix64) -> Int {
    let proposal = [30, 60, 60, 60, 90, 120][random.below(6)]
    guard proposal > 60 else { return proposal }
    let more = (proposal - 60) / 30
    for step in 1...more {
      guard at + step < starts.count, starts[at + step] == starts[at].adding(minutes: 30 * step) else { return 60 }
    }
    return proposal
  }

  private mutating func pupils(
    _ share: Int, trait: PeopleMaker.Trait, _ random: inout SplitMix64
  ) -> [Pupil] {
    let others: [DemoConnection.Status] = [.pending, .rejected, .withdrawn, .ended]
    var chosen: [Int] = []
    let wanted = min(counts.students, max(4, share / 8) + 2)
    var seen: Set<Int> = []
    while chosen.count < wanted {
      let place = random.below(counts.students)
      if seen.insert(place).inserted { chosen.append(place) }
    }
    var pupils = chosen.map { Pupil(place: $0, status: .accepted) }
    for index in pupils.indices.suffix(2) where index > 0 {
      pupils[index].status = others[connectionTurn % others.count]
      connectionTurn += 1
    }
    return pupils
  }

  /// Books one session; false when the mentor or every tried student is busy.
  private mutating func place(
    _ start: Instant, _ duration: Int, _ mentor: DemoMentor, _ pupils: inout [Pupil], _ agenda: inout [Interval],
    _ random: inout SplitMix64, inFuture: Bool
  ) -> Bool {
    guard
      let found = reserve(
        start, duration, &pupils, &agenda, &random, { $0 == .accepted || ($0 == .ended && !inFuture) })
    else { return false }
    var booking = draft(mentor, found, pupils, start, duration, &random)
    booking.request = .approved
    booking.responded = mentor.confirm == .each ? booking.created.adding(minutes: 20) : booking.created
    settle(&booking, inFuture: inFuture, mayCancel: traits(mentor.id - 1) != .fullyBooked, &random)
    pupils[found].note(booking)
    bookings.append(booking)
    placed += 1
    return true
  }

  private mutating func reserve(
    _ start: Instant, _ duration: Int, _ pupils: inout [Pupil], _ agenda: inout [Interval],
    _ random: inout SplitMix64, _ allowed: (DemoConnection.Status) -> Bool
  ) -> Int? {
    let interval = Interval(start: start, end: start.adding(minutes: duration))
    guard !agenda.contains(where: { $0.overlaps(interval) }) else { return nil }
    for _ in 0..<24 {
      let index = random.below(pupils.count)
      guard pupils.indices.contains(index), allowed(pupils[index].status) else { continue }
      let place = pupils[index].place
      guard !taken[place].contains(where: { $0.overlaps(interval) }) else { continue }
      taken[place].append(interval)
      agenda.append(interval)
      return index
    }
    return nil
  }

  private mutating func draft(
    _ mentor: DemoMentor, _ pupil: Int, _ pupils: [Pupil], _ start: Instant, _ duration: Int,
    _ random: inout SplitMix64
  ) -> DemoBooking {
    let kinds: [DemoBooking.Kind] = [.video, .video, .voice, .video, .chat, .video, .inPerson, .voice]
    let kind = kinds[kindTurn % kinds.count]
    kindTurn += 1
    let ahead = start.adding(minutes: -(1 + random.below(14)) * 1440 - random.below(1440))
    let created = min(ahead, now.adding(minutes: -60 - random.below(4_000)))
    return DemoBooking(
      id: 0, key: DemoKey(value: random.next()), mentor: mentor.id, student: counts.mentors + pupils[pupil].place + 1,
      kind: kind, subject: random.pick(Writing.subjects) ?? "", title: random.pick(Writing.titles) ?? "",
      description: random.pick(Writing.descriptions) ?? "", start: start, duration: duration, created: created,
      request: .pending, responded: nil, reason: nil, session: nil, cancelledBy: nil, cancelled: nil, absent: nil,
      notes: nil, address: kind == .inPerson ? random.pick(Writing.addresses) : nil,
      hasRoom: kind == .video || kind == .voice || (kind == .chat && kindTurn.isMultiple(of: 2)))
  }

  /// Sets the state of an approved request's session.
  private mutating func settle(
    _ booking: inout DemoBooking, inFuture: Bool, mayCancel: Bool, _ random: inout SplitMix64
  ) {
    func cancel(by party: DemoBooking.Party) {
      booking.session = .cancelled
      booking.cancelledBy = party
      booking.reason = random.pick(Writing.reasons)
      let noticed = booking.start.adding(minutes: -180)
      booking.cancelled = min(max(booking.created.adding(minutes: 30), noticed), now.adding(minutes: -5))
    }
    if inFuture {
      futureTurn += 1
      booking.session = .scheduled
      if futureTurn % 9 == 4 { booking.moves = 1 }
      if mayCancel, futureTurn % 12 == 7 { cancel(by: futureTurn % 24 == 7 ? .student : .mentor) }
      return
    }
    pastTurn += 1
    switch pastTurn % 24 {
    case 3: cancel(by: .student)
    case 7: cancel(by: .mentor)
    case 11: cancel(by: pastTurn % 48 == 11 ? .organiser : .system)
    case 15: (booking.session, booking.absent) = (.noShow, .student)
    case 19: (booking.session, booking.absent) = (.noShow, pastTurn % 48 == 19 ? .mentor : .both)
    default:
      booking.session = .completed
      if pastTurn % 17 == 5 { booking.moves = 1 + pastTurn % 2 }
      if pastTurn.isMultiple(of: 3) { booking.notes = random.pick(Writing.notes) }
    }
  }

  /// Adds requests that did not become sessions.
  private mutating func ask(
    _ starts: ArraySlice<Instant>, _ mentor: DemoMentor, _ pupils: inout [Pupil], _ agenda: inout [Interval],
    _ random: inout SplitMix64, count: Int
  ) {
    let deck: [DemoBooking.RequestStatus] = [.pending, .rejected, .withdrawn, .expired, .superseded]
    for _ in 0..<count where !starts.isEmpty {
      let status = deck[requestTurn % deck.count]
      let start = starts[starts.startIndex + random.below(starts.count)]
      guard let found = reserve(start, 60, &pupils, &agenda, &random, { $0 == .accepted }) else { continue }
      requestTurn += 1
      var booking = draft(mentor, found, pupils, start, 60, &random)
      booking.request = status
      let hours = status == .expired ? 80 + random.below(200) : 3 + random.below(40)
      booking.created = now.adding(hours: -hours)
      switch status {
      case .pending: booking.responded = nil
      case .expired: booking.responded = booking.expiry
      default: booking.responded = booking.created.adding(minutes: 45)
      }
      if status == .rejected { booking.reason = random.pick(Writing.reasons) }
      pupils[found].note(booking)
      bookings.append(booking)
    }
  }

  /// Creates connections before the pair's first booking and ends them after the last.
  private mutating func connect(_ mentor: DemoMentor, _ pupils: [Pupil], _ random: inout SplitMix64) {
    for pupil in pupils {
      let limit = pupil.earliest ?? now.adding(hours: -(pupil.status == .pending ? 5 : 400))
      let created = limit.adding(hours: -30 - random.below(300))
      var responded: Instant? = created.adding(hours: 1 + random.below(24))
      if pupil.status == .pending { responded = nil }
      if pupil.status == .ended { responded = max(now.adding(hours: -24), pupil.latest ?? now.adding(hours: -24)) }
      connections.append(
        DemoConnection(
          id: 0, mentor: mentor.id, student: counts.mentors + pupil.place + 1, status: pupil.status,
          goals: random.sample(1 + random.below(2), of: Writing.goals).sorted(),
          message: random.pick(Writing.messages) ?? "", created: created, responded: responded))
    }
  }

  /// Numbers everything in order of creation and adds the reviews.
  mutating func finish(_ programme: inout DemoProgramme) {
    connections.sort { ($0.created, $0.mentor, $0.student) < ($1.created, $1.mentor, $1.student) }
    bookings.sort { ($0.created, $0.mentor, $0.start) < ($1.created, $1.mentor, $1.start) }
    for index in connections.indices { connections[index].id = index + 1 }
    for index in bookings.indices { bookings[index].id = index + 1 }
    programme.reviews = demoReviews(of: bookings, seed: seed, now: now)
    (programme.connections, programme.bookings) = (connections, bookings)
    (connections, bookings, taken) = ([], [], [])
  }
}

extension BookingMaker.Pupil {
  fileprivate mutating func note(_ booking: DemoBooking) {
    earliest = min(earliest ?? booking.created, booking.created)
    latest = max(latest ?? booking.interval.end, booking.interval.end)
  }
}

extension Array where Element == Instant {
  /// The first index of an ascending list for which `isBefore` no longer holds.
  fileprivate func partition(_ isBefore: (Instant) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension DemoBooking {
  /// The time at which the request expires, or would have expired.
  var expiry: Instant { ProgrammePolicy().requestExpiry(start: start, received: created) }
}
