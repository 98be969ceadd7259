import CivilTime
import Diagnostics
import Mentoring

extension DemoProgramme {
  /// The horizon, and the reach of the feeds back from `now`, in the default settings.
  public static let horizonDays = 28

  /// Generates a programme that depends only on its arguments.
  ///
  /// It has fewer sessions than requested when the mentors' hours have no room for more.
  /// - Throws: when tzdata fails to provide a zone during the work; zones that it does not have at all are not used.
  public static func generate(
    shape: DemoShape = .varied, counts: DemoCounts? = nil, seed: UInt64, now: Instant, zones: some ZoneSource
  ) throws(Diagnostic) -> DemoProgramme {
    let counts = counts ?? shape.counts
    let now = now.rounded(downTo: 60)
    var found: [String: Zone] = [:]
    for name in Naming.all.flatMap(\.zones) + Naming.workload + ["UTC"] {
      if let zone = try? zones.zone(named: name) { found[name] = zone }
    }
    var programme = DemoProgramme()
    let maker = PeopleMaker(shape: shape, seed: seed, now: now, known: Set(found.keys))
    var slugs: Set<String> = []
    for index in 0..<counts.mentors {
      let (person, ascii, _) = maker.person(index, id: index + 1, isMentor: true)
      var slug = ascii
      if slugs.contains(slug) { slug += "-\(person.id)" }
      slugs.insert(slug)
      programme.people.append(person)
      programme.mentors.append(maker.mentor(index, person: person, slug: slug))
    }
    for index in 0..<counts.students {
      programme.people.append(maker.person(index, id: counts.mentors + index + 1, isMentor: false).person)
    }
    let first = now.dateUTC.adding(days: 20)
    programme.holidays = shape == .varied ? [ClosedDates(first: first, last: first.adding(days: 1))] : []
    var agenda = BookingMaker(
      shape: shape, counts: counts, seed: seed, now: now, traits: maker.trait, holidays: programme.holidays)
    for (index, mentor) in programme.mentors.enumerated() {
      let zone = found[programme.people[index].zone] ?? .utc
      let accepted = agenda.fill(mentor, index: index, zone: zone)
      // One mentor in 24 is at capacity, so that "Fully Booked" occurs with each of its causes.
      if shape == .varied, index % 24 == 16 { programme.mentors[index].capacity = accepted }
    }
    agenda.finish(&programme)
    programme.waiting = waitingList(programme)
    return programme
  }

  /// Two students for every mentor at capacity who have no connection with that mentor yet.
  private static func waitingList(_ programme: DemoProgramme) -> [(mentor: Int, student: Int)] {
    var waiting: [(mentor: Int, student: Int)] = []
    for mentor in programme.mentors where mentor.capacity > 0 {
      let known = Set(programme.connections.filter { $0.mentor == mentor.id }.map(\.student))
      let others = programme.people.lazy.filter { $0.isStudent && !$0.isMentor && !known.contains($0.id) }
      waiting += others.prefix(2).map { (mentor.id, $0.id) }
    }
    return waiting
  }
}
