import CivilTime

/// The data of the whole database that pages may need, read once per build.
public struct Programme: Sendable {
  public var uuid: String
  public var revision: Int
  /// The revision of the last change that concerns every page.
  public var programmeRevision: Int
  public var isDemo: Bool
  /// The rules that the database triggers enforce; pages use the settings instead.
  public var triggers: TriggerPolicy
  /// The event settings when the last verb ran; nil before the first one.
  public var eventSettings: EventSettings?
  /// When a verb last found changed event settings.
  public var eventSettingsChanged = Instant(seconds: 0)
  /// When the hours of each mentor last changed, according to the journal; the key nil stands for dates closed for all.
  public var hoursChanged: [PersonID?: Instant] = [:]
  /// The latest change of any row.
  public var newestChange: Instant
  /// Active people by id.
  public var people: [Person]
  /// Approved mentors by id.
  public var mentors: [PublicMentor]
  /// Pending and suspended mentors by id.
  public var otherMentors: [PublicMentor]
  public var topics: [Term]
  public var subjects: [Term]
  public var goals: [Term]
  public var sessionTypes: [SessionType]
  /// The balances of all people with a credit ledger, by currency.
  public var credits: [PersonID: [CreditBalance]] = [:]
  /// Dates on which no mentor is open, by first and last date; includes holidays from files.
  public var closures: [ProgrammeClosure] = []

  /// Students on waiting lists, in the order of the lists.
  public var waiting: [WaitingPlace] = []

  public init(
    uuid: String, revision: Int = 0, programmeRevision: Int = 0, isDemo: Bool = false,
    triggers: TriggerPolicy = TriggerPolicy(ProgrammePolicy()), newestChange: Instant = Instant(seconds: 0),
    people: [Person] = [], mentors: [PublicMentor] = [], otherMentors: [PublicMentor] = [], topics: [Term] = [],
    subjects: [Term] = [],
    goals: [Term] = [], sessionTypes: [SessionType] = []
  ) {
    self.uuid = uuid
    self.revision = revision
    self.programmeRevision = programmeRevision
    self.isDemo = isDemo
    self.triggers = triggers
    self.newestChange = newestChange
    self.people = people
    self.mentors = mentors
    self.otherMentors = otherMentors
    self.topics = topics
    self.subjects = subjects
    self.goals = goals
    self.sessionTypes = sessionTypes
  }

  public func person(_ id: PersonID) -> Person? { found(in: people, id) { $0.id } }

  /// The mentor with this id, whatever their approval.
  public func mentorCard(of id: PersonID) -> PublicMentor? {
    found(in: mentors, id) { $0.id } ?? found(in: otherMentors, id) { $0.id }
  }
}

/// A student's place on a mentor's waiting list.
public struct WaitingPlace: Hashable, Sendable {
  public var mentor: PersonID
  public var student: PersonID
  public var since: Instant
  /// Nil = no place is free for the student.
  public var offer: Offer?

  /// A free place reserved for this student.
  public enum Offer: Hashable, Sendable {
    case until(Instant)
    /// The next command makes the offer, and the offer's time starts then.
    case next
  }

  public init(mentor: PersonID, student: PersonID, since: Instant, offer: Offer? = nil) {
    self.mentor = mentor
    self.student = student
    self.since = since
    self.offer = offer
  }
}

extension Programme {
  /// Updates the waiting lists to a point in time, as the next command does first, even if `almanac tick` has not run.
  /// Students whose offer has expired are removed.
  public mutating func offerPlaces(at now: Instant) {
    var lines: [PersonID: [Int]] = [:]
    for (index, place) in waiting.enumerated() { lines[place.mentor, default: []].append(index) }
    var gone: Set<Int> = []
    for (mentor, line) in lines {
      guard let card = mentorCard(of: mentor) else { continue }
      let places = card.places
      let decision = decideOffers(
        WaitingLine(
          mentor: mentor, isOpen: card.approval == .approved && card.isAccepting, capacity: places.capacity,
          accepted: places.accepted, pending: places.pending,
          line: line.map {
            var until: Instant?
            if case .until(let time)? = waiting[$0].offer { until = time }
            return WaitingLine.Place(student: waiting[$0].student, offeredUntil: until)
          }), now: now)
      for change in decision.changes {
        switch change {
        case .setWaiting(_, let student, let until):
          for index in line where waiting[index].student == student {
            waiting[index].offer = until.map { _ in WaitingPlace.Offer.next }
          }
        case .removeWaiting(_, let student):
          for index in line where waiting[index].student == student { gone.insert(index) }
        default: break
        }
      }
    }
    waiting = waiting.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    let places = Dictionary(grouping: waiting, by: \.mentor)
    for index in mentors.indices { mentors[index].places.keep(for: places[mentors[index].id] ?? []) }
    for index in otherMentors.indices { otherMentors[index].places.keep(for: places[otherMentors[index].id] ?? []) }
  }

  /// A mentor's places from one student's point of view.
  public func places(of mentor: PublicMentor, for student: PersonID) -> MentorPlaces {
    var places = mentor.places
    let line = waiting.filter { $0.mentor == mentor.id }
    guard let place = line.firstIndex(where: { $0.student == student }) else { return places }
    places.waitingLonger = place
    if line[place].offer != nil { places.kept -= 1 }
    return places
  }
}

extension MentorPlaces {
  /// Reserves places for a waiting list, from the point of view of a student who is not on it.
  fileprivate mutating func keep(for line: [WaitingPlace]) {
    waitingLonger = line.count
    kept = line.count { $0.offer != nil }
  }
}

/// The balance of a credit ledger in one currency.
public struct CreditBalance: Hashable, Sendable {
  /// ISO 4217.
  public var currency: String
  /// Minor units; negative for an amount owed.
  public var amount: Int
  /// When the newest entry was added.
  public var changed: Instant

  public init(currency: String, amount: Int, changed: Instant = Instant(seconds: 0)) {
    self.currency = currency
    self.amount = amount
    self.changed = changed
  }
}

/// Dates that are closed for all mentors.
public struct ProgrammeClosure: Hashable, Sendable {
  public var dates: ClosedRange<CivilDate>
  /// May be empty.
  public var reason: String
  /// When the closure was last written; the beginning of time if unknown.
  public var changed: Instant

  public init(dates: ClosedRange<CivilDate>, reason: String = "", changed: Instant = Instant(seconds: 0)) {
    self.dates = dates
    self.reason = reason
    self.changed = changed
  }
}
