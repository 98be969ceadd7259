import CivilTime

/// What somebody wants to book.
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
  /// Own link instead of a room of the programme.
  public var link: String?
  /// Where an IN_PERSON session is held.
  public var address: String?

  public init(start: Instant, duration: Int, kind: SessionKind, title: String) {
    self.start = start
    self.duration = duration
    self.kind = kind
    self.title = title
  }
}

/// Everything that decides on a new booking, freshly read.
public struct BookingContext: Sendable {
  public var mentor: PersonID
  public var student: PersonID
  public var mentorName: String
  public var approval: Approval
  /// The mentor has held as many sessions as the programme asks for.
  public var isEligible = true
  public var isStudent: Bool
  public var connection: ConnectionStatus?
  public var hours: MentorHours
  public var studentBusy: [Interval]
  /// When the student's own requests of the last hours came in.
  public var received: [Instant]
  public var policy: ProgrammePolicy
  /// Hosts that links may name; empty = every https host.
  public var allowedHosts: [String]
  /// The session that the wish would move, with its own time not counted as busy.
  public var movesSession: Int?
  /// Bookings of the two that start when the wish does.
  public var sameStart: [BookingSituation] = []
  /// What the mentor's sessions cost now.
  public var prices = PriceList()
  /// How long the programme's session types take, by id.
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

/// A session type of the programme as far as its length goes.
public struct OfferedLength: Hashable, Sendable {
  public var slug: String
  public var minutes: Int

  public init(slug: String, minutes: Int) {
    self.slug = slug
    self.minutes = minutes
  }
}

extension BookingContext {
  /// The length of the wish's session type, if it is another one than the wish's.
  func otherLength(than proposal: BookingProposal) -> OfferedLength? {
    proposal.sessionType.flatMap { offers[$0] }.flatMap { $0.minutes == proposal.duration ? nil : $0 }
  }

  /// What the session would cost if it were agreed now.
  public func price(of proposal: BookingProposal) -> Price? {
    prices.price(minutes: proposal.duration, offer: proposal.sessionType)
  }
}

/// The sentence of the programme's gate, word for word.
public let notConnectedSentence = "You must have an active connection with this mentor to book a session"

/// Decides on a new booking: a session at once, or a request that waits for the mentor.
///
/// - Parameters:
///   - received: when the wish came in; the limit of requests an hour counts by it.
///   - now: the one clock; notice and horizon count from it.
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
    // A request that would expire at once asks the mentor nothing.
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

/// Whether a booking is what the wish asks for, so that it is not booked twice.
private func asks(for proposal: BookingProposal, _ booking: BookingSituation, now: Instant) -> Bool {
  booking.movesSession == nil && !booking.standing.isExpired(at: now)
    && (booking.state == .pending || booking.state == .scheduled) && booking.proposal == proposal
}

/// A mentor who has held fewer sessions than `policy.min_sessions_taught` is not listed, and found by the organiser alone.
func ineligible(_ mentor: String, _ least: Int) -> Refusal {
  Refusal(
    .eligibility,
    "\(mentor) has held fewer than \(least) session\(least == 1 ? "" : "s"); until then only the organiser connects students"
  )
}

/// The place of a wish's session, once it is one.
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

/// A link of somebody's own: https, and to a host that is allowed.
func checkLink(_ link: String, allowedHosts: [String]) throws(Refusal) {
  guard link.hasPrefix("https://"), link.utf8.count > 8, link.utf8.count <= 2048,
    link.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\".utf8.contains($0) })
  else { throw Refusal(.link, "a link begins with https:// and holds no spaces") }
  guard !allowedHosts.isEmpty else { return }
  // As browsers read it: what stands before an @ is no host, and a port is none of it.
  var authority = link.utf8.dropFirst(8).prefix { !"/?#".utf8.contains($0) }
  if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[authority.index(after: at)...] }
  let host = String(decoding: authority.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
  guard allowedHosts.contains(where: { host == $0 || host.hasSuffix("." + $0) }) else {
    throw Refusal(.link, "links may lead to \(allowedHosts.joined(separator: ", ")) only, not to \(host)")
  }
}

/// The student's requests that came in within the hour before, this one not counted.
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
  /// A student proposes it; the mentor has to say yes.
  case outsideHours
  /// The mentor or the organiser moves past these rules.
  case past([Rule])

  var overrides: [Rule] { if case .past(let rules) = self { rules } else { [] } }
}

/// Whether the two can have a session then.
///
/// Students get what is open, or may propose times outside the hours where the programme says so. The mentor and the
/// organiser get every time ahead at which neither of the two has anything; what they move past is reported.
///
/// - Parameter isStaying: the start is that of a session which is made longer or shorter; it may have begun.
func checkSlot(
  _ proposal: BookingProposal, by actor: Actor, _ situation: BookingContext, isStaying: Bool = false, now: Instant
) throws(Refusal) -> SlotFit {
  let schedule = situation.hours.schedule(forDuration: proposal.duration)
  let end = schedule.policy.horizonEnd ?? max(now, proposal.start).adding(minutes: 1)
  let query = SlotQuery(now: now, from: now, to: end, studentBusy: situation.studentBusy)
  let wishEnd = proposal.start.adding(minutes: proposal.duration)
  guard proposal.start > now || (isStaying && !actor.isBoundByHours && wishEnd > now) else {
    throw Refusal(.past, "\(proposal.start.rfc3339) is past", slots: nearestSlots(to: proposal.start, schedule, query))
  }
  let reasons = closedReasons(at: proposal.start, schedule, query)
  let isOffered =
    situation.hours.durations.contains(proposal.duration) && situation.otherLength(than: proposal) == nil
  let rules = reasons.map { Rule($0) } + (isOffered ? [] : [.duration])
  if rules.isEmpty { return .open }
  let refused: SlotReason
  if actor.isBoundByHours {
    guard let reason = reasons.first else { return .open }
    let isOutside = reason == .outsideHours || reason == .endsOutsideHours || reason == .offGrid
    if situation.policy.proposesOutsideHours, isOutside, isFree(proposal, situation) { return .outsideHours }
    refused = reason
  } else {
    guard let taken = reasons.first(where: \.isTaken) else { return .past(rules) }
    refused = taken
  }
  throw Refusal(
    Rule(refused), "\(proposal.start.rfc3339) is not open: \(refused.words)",
    slots: nearestSlots(to: proposal.start, schedule, query))
}

/// Whether neither has anything then, whatever the hours are.
private func isFree(_ proposal: BookingProposal, _ situation: BookingContext) -> Bool {
  let interval = Interval(start: proposal.start, end: proposal.start.adding(minutes: proposal.duration))
  let schedule = situation.hours.schedule
  return ![schedule.sessions, schedule.held, schedule.busy, situation.studentBusy].contains { list in
    list.contains { $0.overlaps(interval) }
  }
}

/// The open slots nearest to a time that the two cannot have, ascending: ``FixedRules/nearestSlots`` of them.
///
/// - Parameter minutes: length of the session.
public func nearestSlots(
  to start: Instant, minutes: Int, _ situation: BookingContext, now: Instant
) -> [Instant] {
  let schedule = situation.hours.schedule(forDuration: minutes)
  let end = schedule.policy.horizonEnd ?? start.adding(minutes: 1)
  return nearestSlots(
    to: start, schedule, SlotQuery(now: now, from: now, to: end, studentBusy: situation.studentBusy))
}

/// The open slots nearest to a wish, ascending.
public func nearestSlots(to proposal: Instant, _ schedule: MentorSchedule, _ query: SlotQuery) -> [Instant] {
  openSlots(schedule, query).sorted { (abs($0.since(proposal)), $0) < (abs($1.since(proposal)), $1) }
    .prefix(FixedRules.nearestSlots).sorted()
}
