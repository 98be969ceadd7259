import CivilTime
import DemoProgramme
import Diagnostics
import Mentoring
import Testing

private let zones = ZoneDirectory(path: "/usr/share/zoneinfo")
private let now = Instant(seconds: 1_795_167_000)  // 2026-11-20, mid-morning UTC

private func demo(
  _ shape: DemoShape = .varied, _ counts: DemoCounts? = nil, seed: UInt64 = 7
) throws -> DemoProgramme {
  try DemoProgramme.generate(shape: shape, counts: counts, seed: seed, now: now, zones: zones)
}

/// FNV-1a of everything that the programme says.
private func fingerprint(_ programme: DemoProgramme) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  func add(_ text: String) { for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
  add("\(programme.people)\(programme.mentors)\(programme.connections)\(programme.bookings)\(programme.reviews)")
  for booking in programme.bookings { add(booking.key.uuid + booking.key.token(.meeting) + booking.key.room()) }
  for file in programme.mentorFiles { add(file.path + file.text) }
  return hash
}

@Suite struct GenerationTests {
  @Test func theSameSeedGivesTheSameProgramme() throws {
    #expect(try fingerprint(demo()) == fingerprint(demo()))
    #expect(try fingerprint(demo()) != fingerprint(demo(seed: 8)))
  }

  @Test func everyStateComesUpInTheDefaultSize() throws {
    let programme = try demo()
    let bookings = programme.bookings
    #expect(Set(programme.connections.map(\.status)).count == DemoConnection.Status.allCases.count)
    #expect(Set(bookings.map(\.request)).count == DemoBooking.RequestStatus.allCases.count)
    #expect(Set(bookings.compactMap(\.session)).count == DemoBooking.SessionStatus.allCases.count)
    #expect(Set(bookings.map(\.kind)).count == DemoBooking.Kind.allCases.count)
    #expect(Set(bookings.compactMap(\.cancelledBy)) == [.mentor, .student, .organiser, .system])
    #expect(Set(bookings.compactMap(\.absent)) == [.mentor, .student, .both])
    #expect(bookings.contains { $0.session == .scheduled && $0.start > now })
    #expect(Set(programme.mentors.map(\.approval.rawValue)) == ["approved", "pending", "suspended"])
    #expect(programme.mentors.contains { !$0.isAccepting } && programme.mentors.contains { !$0.hasPhoto })
    #expect(programme.mentors.contains { $0.weekly.isEmpty } && programme.mentors.contains { !$0.closed.isEmpty })
    #expect(programme.mentors.contains { $0.weekly.contains { $0.window.end < $0.window.start } })
    #expect(programme.reviews.contains { $0.reply != nil } && programme.reviews.contains { $0.stars == nil })
    let sessions = bookings.filter { $0.session != nil }.count
    #expect((270...330).contains(sessions), "\(sessions) sessions")
  }

  @Test func nobodyIsInTwoPlacesAtOnce() throws {
    let programme = try demo()
    for party in [\DemoBooking.mentor, \DemoBooking.student] {
      for (person, bookings) in Dictionary(grouping: programme.bookings, by: { $0[keyPath: party] }) {
        let agenda = bookings.map(\.interval).sorted { $0.start < $1.start }
        for (one, next) in zip(agenda, agenda.dropFirst()) { #expect(one.end <= next.start, "person \(person)") }
      }
    }
  }

  @Test func sessionsKeepTheMentorsHours() throws {
    let programme = try demo()
    for mentor in programme.mentors {
      let zone = try zones.zone(named: programme.people[mentor.id - 1].zone)
      // But for the one that is going on, which the two agreed on by themselves.
      for booking in programme.bookings where booking.mentor == mentor.id && !booking.interval.contains(now) {
        let schedule = MentorSchedule(
          zone: zone, weekly: mentor.weekly, dated: mentor.dated, closed: mentor.closed + programme.holidays,
          policy: SlotPolicy(duration: booking.duration, step: 30))
        let query = SlotQuery(now: booking.start, from: booking.start, to: booking.start.adding(minutes: 1))
        #expect(openSlots(schedule, query) == [booking.start], "S-\(booking.id) of \(mentor.slug)")
      }
    }
  }

  @Test func statesAgreeWithTheClock() throws {
    let programme = try demo()
    let horizon = SlotPolicy.horizonEnd(now: now, days: DemoProgramme.horizonDays)
    for booking in programme.bookings {
      #expect(booking.created < now && booking.created < booking.start && booking.start < horizon)
      if booking.session == .scheduled { #expect(booking.interval.end > now) }
      if booking.session == .completed || booking.session == .noShow { #expect(booking.interval.end <= now) }
      if let cancelled = booking.cancelled { #expect(booking.created < cancelled && cancelled <= now) }
      #expect((booking.session != nil) == (booking.request == .approved))
      #expect((booking.address != nil) == (booking.kind == .inPerson))
      if booking.request == .pending,
        let last = [booking.start.adding(hours: -2), booking.created.adding(hours: 72)].min()
      {
        #expect(now < last, "S-\(booking.id) would have expired")
      }
    }
    let created = programme.bookings.map(\.created)
    #expect(created == created.sorted())
    #expect(programme.bookings.map(\.id) == Array(1...programme.bookings.count))
  }

  @Test func bookingsHaveAConnectionThatIsOlder() throws {
    let programme = try demo()
    var pairs: [[Int]: DemoConnection] = [:]
    for connection in programme.connections {
      #expect(pairs.updateValue(connection, forKey: [connection.mentor, connection.student]) == nil)
    }
    for booking in programme.bookings {
      let connection = try #require(pairs[[booking.mentor, booking.student]])
      #expect(connection.created < booking.created)
      #expect(connection.status == .accepted || connection.status == .ended)
      if connection.status == .ended { #expect(booking.start < now) }
    }
    for mentor in programme.mentors where mentor.capacity > 0 {
      let accepted = programme.connections.filter { $0.mentor == mentor.id && $0.status == .accepted }.count
      #expect(accepted <= mentor.capacity)
    }
  }

  @Test func addressesLeadNowhere() throws {
    let programme = try demo()
    #expect(programme.people.allSatisfy { $0.email.hasSuffix("@example.org") || $0.email.hasSuffix("@example.com") })
    #expect(Set(programme.people.map(\.email)).count == programme.people.count)
    #expect(Set(programme.mentors.map(\.slug)).count == programme.mentors.count)
  }

  @Test func theWorkloadKeepsItsProportions() throws {
    let programme = try demo(.w1k, DemoCounts(mentors: 20, students: 400, sessions: 4_000))
    let sessions = programme.bookings.filter { $0.session != nil }
    #expect((3_900...4_000).contains(sessions.count), "\(sessions.count) sessions")
    let edge = now.dateUTC.firstOfPreviousMonth.startUTC
    let windowed = sessions.filter { $0.start >= edge }.count
    #expect((900...1_100).contains(windowed), "\(windowed) in the feeds' window")
    #expect(programme.mentors.allSatisfy { $0.weekly.count == 12 && (2_100...2_500).contains($0.bio.utf8.count) })
    #expect(Set(programme.people.map(\.zone)).count == 12)
    #expect("&<'".allSatisfy { sign in programme.people.contains { $0.name.contains(sign) } })
  }

  @Test func emptyAndNegativeCountsGiveEmptyLists() throws {
    let programme = try demo(.varied, DemoCounts(mentors: 0, students: -3, sessions: 5))
    #expect(programme.people.isEmpty && programme.bookings.isEmpty)
    let lonely = try demo(.varied, DemoCounts(mentors: 3, students: 1, sessions: 5))
    #expect(lonely.people.count == 4)
  }

  @Test func aFullyBookedMentorHasNoSlot() throws {
    let programme = try demo()
    let full = try programme.mentors.filter { mentor in
      guard mentor.approval == .approved, !mentor.weekly.isEmpty else { return false }
      let zone = try zones.zone(named: programme.people[mentor.id - 1].zone)
      let blocking = programme.bookings.filter { $0.mentor == mentor.id && $0.blocks }.map(\.interval)
      let schedule = MentorSchedule(
        zone: zone, weekly: mentor.weekly, dated: mentor.dated, closed: mentor.closed + programme.holidays,
        policy: SlotPolicy(
          duration: 30, step: 30, minimumNotice: 120,
          horizonEnd: SlotPolicy.horizonEnd(now: now, days: DemoProgramme.horizonDays)),
        sessions: blocking)
      return openSlots(schedule, SlotQuery(now: now, from: now, to: now.adding(days: 40))).isEmpty
    }
    #expect(full.count == 1)
  }

  @Test(arguments: [0, 86_400 * 400, 253_402_300_799]) func anyClockIsTaken(seconds: Int) throws {
    let programme = try DemoProgramme.generate(seed: .max, now: Instant(seconds: seconds), zones: zones)
    #expect(programme.people.count == 84)
  }
}
