import CivilTime

/// What pages may need of the whole record, read once a build.
public struct Programme: Sendable {
  public var uuid: String
  public var revision: Int
  /// The revision of the last change that concerns every page.
  public var programmeRevision: Int
  public var isDemo: Bool
  /// What the record's own triggers obey; pages ask the settings.
  public var triggers: TriggerPolicy
  /// The latest change of any row.
  public var newestChange: Instant
  /// Active people by id.
  public var people: [Person]
  /// Approved mentors by id.
  public var mentors: [PublicMentor]
  /// Pending and suspended ones by id.
  public var otherMentors: [PublicMentor]
  public var topics: [Term]
  public var subjects: [Term]
  public var goals: [Term]
  public var sessionTypes: [SessionType]
  /// Of everybody who has a ledger, by currency.
  public var credits: [PersonID: [CreditBalance]] = [:]
  /// Dates on which no mentor is open, by first and last date; holidays of files too.
  public var closures: [ProgrammeClosure] = []

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

  /// Whatever her approval.
  public func mentorCard(of id: PersonID) -> PublicMentor? {
    found(in: mentors, id) { $0.id } ?? found(in: otherMentors, id) { $0.id }
  }
}

/// What a ledger of credits comes to in one currency.
public struct CreditBalance: Hashable, Sendable {
  /// ISO 4217.
  public var currency: String
  /// Minor units; below 0 for what is owed.
  public var amount: Int

  public init(currency: String, amount: Int) {
    self.currency = currency
    self.amount = amount
  }
}

/// Dates that are closed for all mentors.
public struct ProgrammeClosure: Hashable, Sendable {
  public var dates: ClosedRange<CivilDate>
  /// May be empty.
  public var reason: String
  /// When somebody last wrote it; the beginning of time where nothing tells.
  public var changed: Instant

  public init(dates: ClosedRange<CivilDate>, reason: String = "", changed: Instant = Instant(seconds: 0)) {
    self.dates = dates
    self.reason = reason
    self.changed = changed
  }
}
