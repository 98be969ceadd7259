import CivilTime

/// The session that a person wants to book.
public struct BookingProposal: Hashable, Sendable {
  public var start: Instant
  /// Minutes.
  public var duration: Int
  public var kind: SessionKind
  public var title: String
  public var description = ""
  public var agenda = ""
  public var answers = ""
  public var subject: Int?
  public var sessionType: Int?
  /// The person's own link, used instead of a room of the programme.
  public var link: String?
  /// The address of an IN_PERSON session.
  public var address: String?

  public init(start: Instant, duration: Int, kind: SessionKind, title: String) {
    self.start = start
    self.duration = duration
    self.kind = kind
    self.title = title
  }
}

/// The data that a decision on a new booking depends on, freshly read.
public struct BookingContext: Sendable {
  public var mentor: PersonID
  public var student: PersonID
  public var mentorName: String
  public var approval: Approval
  /// The mentor has held as many sessions as the programme requires.
  public var isEligible = true
  public var isStudent: Bool
  public var connection: ConnectionStatus?
  public var hours: MentorHours
  public var studentBusy: [Interval]
  /// The times at which the student's own requests of the last hours were received.
  public var received: [Instant]
  public var policy: ProgrammePolicy
  /// Hosts that links may point to; if empty, every https host is allowed.
  public var allowedHosts: [String]
  /// The session that the proposal would move. Its own time is not counted as busy.
  public var movesSession: Int?
  /// Bookings of the two people with the same start as the proposal.
  public var sameStart: [BookingSituation] = []
  /// The current prices of the mentor's sessions.
  public var prices = PriceList()
  /// The durations of the programme's session types, by id.
  public var offers: [Int: OfferedLength] = [:]

  public init(
    mentor: PersonID, student: PersonID, mentorName: String, approval: Approval, isStudent: Bool,
    connection: ConnectionStatus?, hours: MentorHours, studentBusy: [Interval], received: [Instant],
    policy: ProgrammePolicy, allowedHosts: [String] = [], movesSession: Int? = nil
  ) {
    self.mentor = mentor
    self.student = student
    self.mentorName = mentorName
    self.approval = approval
    self.isStudent = isStudent
    self.connection = connection
    self.hours = hours
    self.studentBusy = studentBusy
    self.received = received
    self.policy = policy
    self.allowedHosts = allowedHosts
    self.movesSession = movesSession
  }
}

/// The slug and the duration of a session type.
public struct OfferedLength: Hashable, Sendable {
  public var slug: String
  public var minutes: Int

  public init(slug: String, minutes: Int) {
    self.slug = slug
    self.minutes = minutes
  }
}

extension BookingContext {
  /// The session type's duration, if it differs from the proposal's.
  func otherLength(than proposal: BookingProposal) -> OfferedLength? {
    proposal.sessionType.flatMap { offers[$0] }.flatMap { $0.minutes == proposal.duration ? nil : $0 }
  }

  /// The price of the session if it were agreed now.
  public func price(of proposal: BookingProposal) -> Price? {
    prices.price(minutes: proposal.duration, offer: proposal.sessionType)
  }
}

/// The programme's exact sentence for a missing connection.
public let notConnectedSentence = "You must have an active connection with this mentor to book a session"

/// Decides on a new booking: it is scheduled at once, or becomes a request that waits for the mentor.
///
/// - Parameters:
///   - received: when the proposal was received; used for the limit of requests an hour.
///   - now: the current time; the notice period and the horizon count from it.
public func decideBooking(
  _ proposal: BookingProposal, by actor: Actor, _ situation: BookingContext, received: Instant, now: Instant
) throws(Refusal) -> Decision {
  guard actor != .system else { throw Refusal(.actor, "only people book sessions") }
  guard situation.mentor != situation.student else {
    throw Refusal(.actor, "a person cannot book a session with themselves")
  }
  if situation.sameStart.contains(where: { asks(for: proposal, $0, now: now) }) { return Decision([]) }
  guard situation.isStudent else { throw Refusal(.actor, "sessions are booked for students") }
  let access = BookingAccess(
    approval: situation.approval, isEligible: situation.isEligible, connection: situation.connection, by: actor,
    situation.policy)
  switch access {
  case .allowed: break
  case .unapproved: throw Refusal(.approval, "\(situation.mentorName) is not approved as a mentor")
  case .needsConnection: throw Refusal(.connection, notConnectedSentence)
  case .ineligible: throw ineligible(situation.mentorName, situation.policy.minSessionsTaught)
  }
  if proposal.title.unicodeScalars.contains(where: isControl) {
    throw Refusal(.title, "a title is one line without signs that cannot be seen")
  }
  try checkProposal(proposal, by: actor, situation)
  if actor == .student { try checkRate(situation, received: received) }
  let fit = try checkSlot(proposal, by: actor, situation, now: now)
  let expiry = situation.policy.requestExpiry(start: proposal.start, received: received)
  let isApproved =
    switch actor {
    case .mentor: true
    case .student: fit == .open && !situation.hours.confirmsEach
    // The mentor is not asked to confirm a request that would expire at once.
    case .organiser, .system: !situation.hours.confirmsEach || expiry <= now
    }
  let when = WallMoment(start: proposal.start, minutes: proposal.duration, in: situation.hours.schedule.zone)
  let request = NewRequest(
    mentor: situation.mentor, student: situation.student, proposal: proposal, status: isApproved ? .approved : .pending,
    madeBy: actor, received: received, expires: expiry, when: when, movesSession: situation.movesSession,
    price: situation.price(of: proposal))
  guard isApproved else {
    return Decision(
      [.addRequest(request)], [Notice(.sessionRequested, to: situation.mentor)], overrides: fit.overrides)
  }
  return Decision(
    [.addRequest(request), .addSession(request: nil, place: place(of: proposal), when: when)],
    [Notice(.sessionBooked, to: situation.mentor), Notice(.sessionBooked, to: situation.student)],
    overrides: fit.overrides)
}

/// Whether a booking already matches the proposal, so that it is not booked twice.
private func asks(for proposal: BookingProposal, _ booking: BookingSituation, now: Instant) -> Bool {
  booking.movesSession == nil && !booking.standing.isExpired(at: now)
    && (booking.state == .pending || booking.state == .scheduled) && booking.proposal == proposal
}

/// The refusal for a mentor who has held fewer sessions than `policy.min_sessions_taught`. Such a mentor is not listed,
/// and only the organiser can connect students with them.
func ineligible(_ mentor: String, _ least: Int) -> Refusal {
  Refusal(
    .eligibility,
    "\(mentor) has held fewer than \(least) session\(least == 1 ? "" : "s"); until then only the organiser connects students"
  )
}

/// The place of the session that a proposal becomes.
public func place(of proposal: BookingProposal) -> MeetingPlace {
  if let address = proposal.address, proposal.kind == .inPerson { return .address(address) }
  if let link = proposal.link { return .link(link) }
  return proposal.kind.meeting.hasRoom ? .newRoom : .none
}

func checkProposal(_ proposal: BookingProposal, by actor: Actor, _ situation: BookingContext) throws(Refusal) {
  try checkText(proposal.title, .title, "a title", most: 200)
  for (text, what) in [
    (proposal.description, "the description"), (proposal.agenda, "the agenda"), (proposal.answers, "the answers"),
  ]
  where text.unicodeScalars.count > 10_000 || text.utf8.contains(0) {
    throw Refusal(.message, "\(what) may have at most 10000 characters and no NUL")
  }
  let isOffered = situation.hours.durations.contains(proposal.duration)
  guard isOffered || (!actor.isBoundByHours && (1...FixedRules.longestSession).contains(proposal.duration)) else {
    let offered = situation.hours.durations.map(String.init).joined(separator: ", ")
    throw Refusal(
      .duration, "\(situation.mentorName) offers no sessions of \(proposal.duration) minutes, but \(offered)")
  }
  if actor.isBoundByHours, let offer = situation.otherLength(than: proposal) {
    throw Refusal(.duration, "\(offer.slug) takes \(offer.minutes) minutes, not \(proposal.duration)")
  }
  guard proposal.start.seconds % 60 == 0 else { throw Refusal(.offGrid, "sessions start at whole minutes") }
  switch proposal.kind {
  case .inPerson:
    guard proposal.link == nil else { throw Refusal(.link, "a session in person has an address and no link") }
    try checkText(proposal.address ?? "", .address, "an address", most: 500)
  case .video, .voice, .chat:
    guard proposal.address == nil else { throw Refusal(.address, "only a session in person has an address") }
    if let link = proposal.link { try checkLink(link, allowedHosts: situation.allowedHosts) }
  }
}

/// Checks a person's own link: it must use https and an allowed host.
func checkLink(_ link: String, allowedHosts: [String]) throws(Refusal) {
  guard link.hasPrefix("https://"), link.utf8.count > 8, link.utf8.count <= 2048,
    link.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\".utf8.contains($0) })
  else { throw Refusal(.link, "a link begins with https:// and holds no spaces") }
  guard !allowedHosts.isEmpty else { return }
  // Browsers ignore what precedes an @, and the port is not part of the host.
  var authority = link.utf8.dropFirst(8).prefix { !"/?#".utf8.contains($0) }
  if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[authority.index(after: at)...] }
  let host = String(decoding: authority.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
  guard allowedHosts.contains(where: { host == $0 || host.hasSuffix("." + $0) }) else {
    throw Refusal(.link, "links may lead to \(allowedHosts.joined(separator: ", ")) only, not to \(host)")
  }
}

/// Checks the limit of requests an hour against the student's requests of the previous hour, without this one.
func checkRate(_ situation: BookingContext, received: Instant) throws(Refusal) {
  let limit = situation.policy.bookingsPerHour
  let recent = situation.received.filter { $0 > received.adding(minutes: -FixedRules.rateWindow) && $0 <= received }
    .sorted()
  guard limit > 0, recent.count >= limit, let oldest = recent.dropFirst(recent.count - limit).first else { return }
  let next = oldest.adding(minutes: FixedRules.rateWindow).rfc3339
  throw Refusal(.rateLimit, "\(limit) requests an hour are the limit; the next may come at \(next)")
}

/// How a time fits a mentor's hours.
enum SlotFit: Hashable {
  case open
  /// Outside the hours. A student may propose it, and the mentor must approve it.
  case outsideHours
  /// The mentor or the organiser overrides these rules.
  case past([Rule])

  var overrides: [Rule] { if case .past(let rules) = self { rules } else { [] } }
}

/// Checks whether the two people can have a session at the proposed time.
///
/// Students can book open slots, and may propose times outside the hours if the programme allows it. The mentor and the
/// organiser can book every future time at which both people are free; the rules they override are reported.
///
/// - Parameter isStaying: whether only the duration of an existing session changes; such a session may have begun.
func checkSlot(
  _ proposal: BookingProposal, by actor: Actor, _ situation: BookingContext, isStaying: Bool = false, now: Instant
) throws(Refusal) -> SlotFit {
  let schedule = situation.hours.schedule(forDuration: proposal.duration)
  let end = schedule.policy.horizonEnd ?? max(now, proposal.start).adding(minutes: 1)
  let query = SlotQuery(now: now, from: now, to: end, studentBusy: situation.studentBusy)
  let proposedEnd = proposal.start.adding(minutes: proposal.duration)
  guard proposal.start > now || (isStaying && !actor.isBoundByHours && proposedEnd > now) else {
    throw Refusal(.past, "\(proposal.start.rfc3339) is past", slots: nearestSlots(to: proposal.start, schedule, query))
  }
  let reasons = closedReasons(at: proposal.start, schedule, query)
  let isOffered =
    situation.hours.durations.contains(proposal.duration) && situation.otherLength(than: proposal) == nil
  let rules = reasons.map { Rule($0) } + (isOffered ? [] : [.duration])
  if rules.isEmpty { return .open }
  let refused: SlotReason
  if actor.isBoundByHours {
    guard let first = reasons.first else { return .open }
    // Only the hours are negotiable: notice, buffers, limits and other appointments still bind students.
    let binding = situation.policy.proposesOutsideHours ? reasons.first { !$0.isOfHours } : first
    guard let reason = binding else { return .outsideHours }
    refused = reason
  } else {
    guard let taken = reasons.first(where: \.isTaken) else { return .past(rules) }
    refused = taken
  }
  throw Refusal(
    Rule(refused), "\(proposal.start.rfc3339) is not open: \(refused.words)",
    slots: nearestSlots(to: proposal.start, schedule, query))
}

/// The open slots nearest to an unavailable time, in ascending order, at most ``FixedRules/nearestSlots``.
///
/// - Parameter minutes: the duration of the session.
public func nearestSlots(
  to start: Instant, minutes: Int, _ situation: BookingContext, now: Instant
) -> [Instant] {
  let schedule = situation.hours.schedule(forDuration: minutes)
  let end = schedule.policy.horizonEnd ?? start.adding(minutes: 1)
  return nearestSlots(
    to: start, schedule, SlotQuery(now: now, from: now, to: end, studentBusy: situation.studentBusy))
}

/// The open slots nearest to a proposed start, in ascending order.
public func nearestSlots(to proposal: Instant, _ schedule: MentorSchedule, _ query: SlotQuery) -> [Instant] {
  openSlots(schedule, query).sorted { (abs($0.since(proposal)), $0) < (abs($1.since(proposal)), $1) }
    .prefix(FixedRules.nearestSlots).sorted()
}
