import CivilTime
import Mentoring

/// Makes the demo's people, with the mentors' profiles and hours.
struct PeopleMaker {
  var shape: DemoShape
  var seed: UInt64
  var now: Instant
  /// The zones that the machine's tzdata has.
  var known: Set<String>

  /// The variation of a mentor in the varied shape, by index in the list; the pattern repeats.
  enum Trait: Int { case plain, withoutHours, pending, suspended, fullyBooked, notAccepting, overnight, confirming }

  func trait(_ index: Int) -> Trait {
    switch (shape, index % 24) {
    case (.w1k, _): index % 4 == 3 ? .confirming : .plain
    case (_, 5): .withoutHours
    case (_, 9): .pending
    case (_, 13): .suspended
    case (_, 1): .fullyBooked
    case (_, 17): .notAccepting
    case (_, 3), (_, 20): .overnight
    case (_, let place): place % 4 == 2 ? .confirming : .plain
    }
  }

  func person(_ index: Int, id: Int, isMentor: Bool) -> (person: DemoPerson, ascii: String, naming: Naming) {
    var random = SplitMix64(seed: seed, stream: 1, index: id)
    let place = shape == .w1k ? random.below(Naming.all.count) : index % Naming.all.count
    let naming = Naming.all[place]
    let given = Naming.split(random.pick(naming.given) ?? "Kim")
    let family = Naming.split(random.pick(naming.family) ?? "Lee")
    let zones = (shape == .w1k ? Naming.workload : naming.zones).filter(known.contains)
    let zoneIndex = shape == .w1k ? index : index / Naming.all.count
    let membership: String
    let isStudent: Bool
    if isMentor {
      membership = Writing.mentorMemberships[index % Writing.mentorMemberships.count]
      isStudent = membership == "Mentor, Student"
    } else {
      membership = Writing.memberships[index % Writing.memberships.count]
      isStudent = true
    }
    let ascii = naming.familyFirst ? family.ascii + "-" + given.ascii : given.ascii + "-" + family.ascii
    let person = DemoPerson(
      id: id, key: DemoKey(value: random.next()),
      name: naming.familyFirst ? family.native + given.native : given.native + " " + family.native,
      email: "\(ascii).\(id)@\(id.isMultiple(of: 3) ? "example.com" : "example.org")",
      zone: zones.isEmpty ? "UTC" : zones[zoneIndex % zones.count], language: naming.language,
      membership: membership, isMentor: isMentor, isStudent: isStudent, sharesEmail: random.chance(oneIn: 3),
      created: now.adding(days: -900).adding(minutes: random.below(100 * 1440)))
    return (person, ascii, naming)
  }

  func mentor(_ index: Int, person: DemoPerson, slug: String) -> DemoMentor {
    var random = SplitMix64(seed: seed, stream: 2, index: person.id)
    let trait = trait(index)
    let topics = random.sample(2 + random.below(3), of: Writing.topics).sorted()
    let bytes = shape == .w1k ? 2_150 : 500 + random.below(900)
    var mentor = DemoMentor(
      id: person.id, slug: slug, headline: random.pick(Writing.headlines) ?? "",
      company: random.pick(Writing.companies) ?? "", jobTitle: random.pick(Writing.jobTitles) ?? "",
      years: 1 + random.below(35), topics: topics,
      languages: person.language == "en" ? ["en"] : ["en", person.language],
      links: random.chance(oneIn: 2) ? ["https://example.org/people/\(slug)"] : [],
      bio: Writing.biography(&random, language: person.language, name: person.name, topics: topics, bytes: bytes),
      hasPhoto: index % 3 != 2,
      approval: trait == .pending ? .pending : trait == .suspended ? .suspended : .approved,
      isAccepting: trait != .notAccepting, confirm: trait == .confirming ? .each : .instant,
      capacity: index % 6 == 4 ? 12 : 0, weekly: [], dated: [], closed: [])
    if trait != .withoutHours { addHours(&mentor, trait, &random) }
    return mentor
  }

  private func addHours(_ mentor: inout DemoMentor, _ trait: Trait, _ random: inout SplitMix64) {
    let today = now.dateUTC
    func add(_ day: Int, _ start: Int, _ end: Int, from: CivilDate? = nil, until: CivilDate? = nil) {
      guard let window = PeopleMaker.window(start, end) else { return }
      mentor.weekly.append(WeeklyHours(weekday: day, window: window, from: from, until: until))
    }
    switch trait {
    case .fullyBooked:
      add(2, 17 * 60, 19 * 60)
      return
    case .overnight:
      for day in [1, 3, 5] { add(day, 22 * 60, 2 * 60) }
      add(6, 20 * 60, 24 * 60)
    default:
      let days =
        shape == .w1k ? [1, 2, 3, 4, 5, 6] : random.sample(3 + random.below(3), of: [0, 1, 2, 3, 4, 5, 6]).sorted()
      for day in days {
        let morning = 8 * 60 + random.below(4) * 30
        add(day, morning, morning + 120 + random.below(3) * 30)
        let evening = 14 * 60 + random.below(6) * 30
        if shape == .w1k || !random.chance(oneIn: 3) { add(day, evening, evening + 120 + random.below(4) * 30) }
      }
      if shape == .varied, random.chance(oneIn: 3) {
        add(random.below(7), 19 * 60, 21 * 60, from: today.adding(days: -90), until: today.adding(days: 20))
      }
    }
    if shape == .varied {
      mentor.dated.append(DatedHours(date: today.adding(days: 3 + random.below(9)), windows: []))
      if let window = PeopleMaker.window(10 * 60, 13 * 60) {
        let date = today.adding(days: 5 + random.below(15))
        mentor.dated.append(
          DatedHours(date: date, mode: random.chance(oneIn: 2) ? .add : .replace, windows: [window]))
      }
      let first = today.adding(days: 10 + random.below(20))
      mentor.closed.append(ClosedDates(first: first, last: first.adding(days: random.below(8))))
    }
  }

  static func window(_ start: Int, _ end: Int) -> HoursWindow? {
    guard let start = WallTime(minutes: start), let end = WallTime(minutes: end) else { return nil }
    return HoursWindow(start: start, end: end)
  }
}
