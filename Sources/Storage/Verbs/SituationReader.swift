import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Reads the context for a verb's decision, freshly, inside the verb's own transaction.
public final class SituationReader {
  let connection: Database
  private let zones: ZoneDirectory
  private let policy: ProgrammePolicy
  private let allowedHosts: [String]
  let hours: HoursReader
  private let busy: BusyReader

  public init(
    _ connection: Database, zones: ZoneDirectory, policy: ProgrammePolicy, allowedHosts: [String] = [],
    calendars: (any ExternalCalendars)? = nil
  ) throws {
    self.connection = connection
    self.zones = zones
    self.policy = policy
    self.allowedHosts = allowedHosts
    hours = try HoursReader(connection, zones: zones, programme: policy, calendars: calendars)
    busy = try BusyReader(connection, programme: policy)
  }

  // MARK: Connections

  public func connection(of mentor: PersonID, with student: PersonID, now: Instant) throws -> ConnectionSituation {
    let row = try Statement(
      """
      SELECT p.name, m.approval, m.is_accepting, m.capacity,
        (SELECT count(*) FROM connection WHERE mentor_id = m.person_id AND status = 'ACCEPTED'),
        (SELECT is_student FROM person WHERE id = ?2),
        EXISTS (SELECT 1 FROM waiting WHERE mentor_id = ?1 AND student_id = ?2),
        (SELECT count(*) FROM waiting WHERE mentor_id = ?1 AND student_id <> ?2 AND offered_until_at > ?3),
        \(taught), (SELECT count(*) FROM connection WHERE mentor_id = m.person_id AND status = 'PENDING'),
        (SELECT count(*) FROM waiting w LEFT JOIN waiting own ON own.mentor_id = ?1 AND own.student_id = ?2
          WHERE w.mentor_id = ?1 AND w.student_id <> ?2
            AND (own.id IS NULL OR (w.created_at, w.id) < (own.created_at, own.id)))
      FROM mentor m JOIN person p ON p.id = m.person_id WHERE m.person_id = ?1
      """, on: connection)
    row.bind(mentor.number, at: 1)
    row.bind(student.number, at: 2)
    row.bind(now.seconds, at: 3)
    guard try row.step() else {
      throw Diagnostic("person \(mentor.number) is not a mentor", exitCode: .failed)
    }
    let pair = try Statement(
      """
      SELECT id, status, version, message, reason,
        (SELECT group_concat(goal_id, ' ') FROM connection_goal WHERE connection_id = c.id)
      FROM connection c WHERE mentor_id = ?1 AND student_id = ?2
      """, on: connection)
    pair.bind(mentor.number, at: 1)
    pair.bind(student.number, at: 2)
    var known: (id: Int, status: ConnectionStatus, version: Int)?
    if try pair.step(), let status = ConnectionStatus(rawValue: pair.text(1).string) {
      known = (pair.integer(0), status, pair.integer(2))
    }
    let ahead = try Statement(
      """
      SELECT r.id FROM request r LEFT JOIN session s ON s.id = r.id
      WHERE r.mentor_id = ?1 AND r.student_id = ?2 AND ((s.id IS NULL AND r.status = 'pending' AND r.end_at > ?3)
        OR (s.status = 'scheduled' AND s.end_at > ?3)) ORDER BY r.id
      """, on: connection)
    ahead.bind(mentor.number, at: 1)
    ahead.bind(student.number, at: 2)
    ahead.bind(now.seconds, at: 3)
    var bookings: [BookingSituation] = []
    while try ahead.step() { if let one = try booking(ahead.integer(0)) { bookings.append(one) } }
    var situation = ConnectionSituation(
      mentor: mentor, student: student, connection: known, mentorName: row.text(0).string,
      approval: Approval(rawValue: row.text(1).string) ?? .pending, isAccepting: row.integer(2) == 1,
      places: MentorPlaces(
        capacity: row.isNull(3) ? policy.capacity : row.integer(3), accepted: row.integer(4), pending: row.integer(9),
        kept: row.integer(7), waitingLonger: row.integer(10)),
      isStudent: row.integer(5) == 1, isWaiting: row.integer(6) == 1, ahead: bookings)
    if known != nil {
      situation.message = pair.text(3).string
      situation.reason = pair.text(4).string
      situation.goals = Set(pair.text(5).string.split(separator: " ").compactMap { Int($0) })
    }
    situation.isEligible = row.integer(8) >= policy.minSessionsTaught
    situation.minSessionsTaught = policy.minSessionsTaught
    return situation
  }

  /// The number of completed sessions of the mentor `m`.
  private let taught = "(SELECT count(*) FROM session WHERE mentor_id = m.person_id AND status = 'completed')"

  // MARK: Bookings

  /// Returns nil when no request has this number.
  public func booking(_ id: Int) throws -> BookingSituation? {
    let row = try Statement(
      """
      SELECT r.mentor_id, r.student_id, r.status, s.status, coalesce(s.version, r.version),
        coalesce(s.start_at, r.start_at), coalesce(s.end_at, r.end_at), coalesce(s.kind, r.kind),
        coalesce(s.title, r.title), r.description, r.subject_id, r.session_type_id, coalesce(s.link, r.link),
        coalesce(s.address, r.address), r.received_at, s.sequence, s.started_at, s.ended_at, s.notes_after,
        r.moves_session_id, c.status, p.zone, r.agenda, r.answers, s.platform, s.notes_before, s.recording_url,
        s.recording_until_at, (SELECT m.start_at FROM session m WHERE m.id = r.moves_session_id), r.expires_at,
        coalesce(s.cancel_reason, r.reason), s.absent, m.approval,
        EXISTS (SELECT 1 FROM review WHERE session_id = s.id AND direction = 'mentor_to_student'),
        EXISTS (SELECT 1 FROM review WHERE session_id = s.id AND direction = 'student_to_mentor'),
        iif(s.id IS NULL, r.price, s.price), iif(s.id IS NULL, r.currency, s.currency),
        r.wall_time, r.zone, r.fold, r.tzdata, r.made_by
      FROM request r LEFT JOIN session s ON s.id = r.id JOIN person p ON p.id = r.mentor_id
        JOIN mentor m ON m.person_id = r.mentor_id
        LEFT JOIN connection c ON c.mentor_id = r.mentor_id AND c.student_id = r.student_id
      WHERE r.id = ?1
      """, on: connection)
    row.bind(id, at: 1)
    guard try row.step() else { return nil }
    func text(_ column: Int32) -> String { row.text(column).string }
    func optional(_ column: Int32) -> String? { row.isNull(column) ? nil : row.text(column).string }
    func number(_ column: Int32) -> Int? { row.isNull(column) ? nil : row.integer(column) }
    guard let request = RequestStatus(rawValue: text(2)), let kind = SessionKind(rawValue: text(7)) else { return nil }
    var proposal = BookingProposal(
      start: Instant(seconds: row.integer(5)), duration: (row.integer(6) - row.integer(5)) / 60, kind: kind,
      title: text(8))
    proposal.description = text(9)
    proposal.subject = number(10)
    proposal.sessionType = number(11)
    proposal.link = optional(12)
    proposal.address = optional(13)
    proposal.agenda = text(22)
    proposal.answers = text(23)
    var booking = BookingSituation(
      id: id, mentor: PersonID(row.integer(0)), student: PersonID(row.integer(1)),
      state: BookingState(request: request, session: optional(3).flatMap(SessionStatus.init(rawValue:))),
      version: row.integer(4), proposal: proposal, received: Instant(seconds: row.integer(14)),
      connection: optional(20).flatMap(ConnectionStatus.init(rawValue:)), mentorZone: try zones.zone(named: text(21)),
      policy: policy)
    booking.sequence = row.integer(15)
    booking.hasStarted = !row.isNull(16)
    booking.hasEnded = !row.isNull(17)
    booking.notes = text(18)
    booking.movesSession = number(19)
    booking.platform = optional(24) ?? ""
    booking.notesBefore = optional(25) ?? ""
    booking.recording = optional(26).map { ($0, number(27).map { Instant(seconds: $0) }) }
    booking.movesFrom = number(28).map { Instant(seconds: $0) }
    // A request written without an expiry time can be answered until its start; see `Sources/Storage/README.md`.
    if request == .pending { booking.expires = Instant(seconds: number(29) ?? row.integer(5)) }
    if request == .pending, let wallTime = optional(37), text(40) != zones.version ?? "" {
      // The request is for the wall time; `tick` stores the instant that it has become.
      let instants = LocalDateTime(iso: wallTime).map { try? zones.zone(named: text(38)).instants(of: $0) } ?? []
      if let start = row.integer(39) == 1 ? instants?.last : instants?.first, start != booking.start {
        booking.recordedTime = Interval(start: booking.start, end: booking.end)
        booking.proposal.start = start
      }
    }
    booking.madeBy = Actor(rawValue: text(41)) ?? .student
    booking.isApproved = request == .approved
    booking.reason = text(30)
    booking.absent = optional(31).flatMap(Absentee.init(rawValue:))
    booking.approval = Approval(rawValue: text(32)) ?? .pending
    booking.isReviewedByMentor = row.integer(33) == 1
    booking.isReviewedByStudent = row.integer(34) == 1
    booking.price = Price(number(35), in: optional(36) ?? "")
    let moves = try Statement(
      "SELECT id, start_at, end_at FROM request WHERE moves_session_id = ?1 AND status = 'pending' ORDER BY id",
      on: connection)
    moves.bind(id, at: 1)
    while try moves.step() {
      booking.pendingMoves.append(moves.integer(0))
      booking.pendingMoveTimes.append(
        Interval(start: Instant(seconds: moves.integer(1)), end: Instant(seconds: moves.integer(2))))
    }
    return booking
  }

  /// The context for deciding on a new booking between two people.
  ///
  /// - Parameters:
  ///   - start: the requested start, to find the same request made twice.
  ///   - moving: a booking whose own time does not count, since the new booking would replace it.
  ///   - series: the series that the booking belongs to; a series counts once among the requests of an hour.
  public func bookingContext(
    of mentor: PersonID, with student: PersonID, startingAt start: Instant? = nil, moving: BookingSituation? = nil,
    series: Int? = nil, received: Instant, now: Instant
  ) throws -> BookingContext {
    let row = try Statement(
      """
      SELECT p.name, p.zone, m.approval, (SELECT is_student FROM person WHERE id = ?2),
        (SELECT status FROM connection WHERE mentor_id = ?1 AND student_id = ?2), \(taught),
        m.hourly_rate, m.currency
      FROM mentor m JOIN person p ON p.id = m.person_id WHERE m.person_id = ?1
      """, on: connection)
    row.bind(mentor.number, at: 1)
    row.bind(student.number, at: 2)
    guard try row.step() else { throw Diagnostic("person \(mentor.number) is not a mentor", exitCode: .failed) }
    var open = try hours.hours(
      of: mentor, zoneName: row.text(1).string, horizonEnd: { SlotPolicy.horizonEnd(now: now, days: $0) }, since: now)
    var busy = try self.busy.busyTimes(of: student, since: now)
    if let moving {
      // A person's sessions never overlap, so the interval identifies this one.
      let own = moving.ownTime
      open.schedule.sessions.removeAll { $0 == own }
      open.schedule.held.removeAll { $0 == own }
      busy.removeAll { $0 == own }
      // Pending requests to move the same booking hold a time for the same two people; they give way.
      for id in moving.pendingMoves {
        guard let move = try booking(id) else { continue }
        let held = move.ownTime
        open.schedule.held.removeAll { $0 == held }
        busy.removeAll { $0 == held }
      }
    }
    let times = try Statement(
      """
      SELECT max(received_at) FROM request WHERE student_id = ?1 AND made_by = 'student' AND received_at > ?2
        AND received_at <= ?3 AND (?4 IS NULL OR series_id IS NOT ?4) GROUP BY coalesce(-series_id, id) ORDER BY 1
      """, on: connection)
    times.bind(student.number, at: 1)
    times.bind(received.adding(minutes: -FixedRules.rateWindow).seconds, at: 2)
    times.bind(received.seconds, at: 3)
    times.bind(series, at: 4)
    var recent: [Instant] = []
    while try times.step() { recent.append(Instant(seconds: times.integer(0))) }
    var situation = BookingContext(
      mentor: mentor, student: student, mentorName: row.text(0).string,
      approval: Approval(rawValue: row.text(2).string) ?? .pending, isStudent: row.integer(3) == 1,
      connection: row.isNull(4) ? nil : ConnectionStatus(rawValue: row.text(4).string), hours: open, studentBusy: busy,
      received: recent, policy: policy, allowedHosts: allowedHosts, movesSession: nil)
    situation.isEligible = row.integer(5) >= policy.minSessionsTaught
    let types = try Statement("SELECT id, slug, minutes, price, currency FROM session_type", on: connection)
    var prices = PriceList(hourly: Price(row.isNull(6) ? nil : row.integer(6), in: row.text(7).string))
    while try types.step() {
      let id = types.integer(0)
      situation.offers[id] = OfferedLength(slug: types.text(1).string, minutes: types.integer(2))
      // The prices of session types that have their own price.
      if !types.isNull(3) { prices.offers[id] = Price(types.integer(3), in: types.text(4).string) }
    }
    situation.prices = prices
    if let start {
      let same = try Statement(
        """
        SELECT id FROM request WHERE mentor_id = ?1 AND student_id = ?2 AND start_at = ?3 AND status = 'pending'
        UNION SELECT id FROM session WHERE mentor_id = ?1 AND student_id = ?2 AND start_at = ?3 AND status = 'scheduled'
        """, on: connection)
      same.bind(mentor.number, at: 1)
      same.bind(student.number, at: 2)
      same.bind(start.seconds, at: 3)
      while try same.step() { if let one = try booking(same.integer(0)) { situation.sameStart.append(one) } }
    }
    return situation
  }

  /// Pending requests that have expired at `now`, in the order of their arrival.
  public func lapsed(at now: Instant) throws -> [BookingSituation] {
    try bookings("status = 'pending' AND coalesce(expires_at, start_at) <= \(now.seconds)")
  }

  private func bookings(_ condition: String) throws -> [BookingSituation] {
    let rows = try Statement("SELECT id FROM request WHERE \(condition) ORDER BY received_at, id", on: connection)
    var all: [BookingSituation] = []
    while try rows.step() { if let one = try booking(rows.integer(0)) { all.append(one) } }
    return all
  }

  // MARK: Mentors

  /// The context for deciding on a mentor's approval.
  public func mentor(_ mentor: PersonID, now: Instant) throws -> MentorSituation {
    let row = try Statement("SELECT approval, version FROM mentor WHERE person_id = ?1", on: connection)
    row.bind(mentor.number, at: 1)
    guard try row.step() else {
      throw Diagnostic("person \(mentor.number) is not a mentor", exitCode: .failed)
    }
    let students = try Statement(
      """
      SELECT student_id FROM session WHERE mentor_id = ?1 AND status = 'scheduled' AND end_at > ?2
      UNION SELECT student_id FROM connection WHERE mentor_id = ?1 AND status IN ('PENDING', 'ACCEPTED') ORDER BY 1
      """, on: connection)
    students.bind(mentor.number, at: 1)
    students.bind(now.seconds, at: 2)
    var situation = MentorSituation(
      mentor: mentor, approval: Approval(rawValue: row.text(0).string) ?? .pending, version: row.integer(1),
      pending: try bookings("mentor_id = \(mentor.number) AND status = 'pending'"))
    while try students.step() { situation.students.append(PersonID(students.integer(0))) }
    return situation
  }

  /// The context for deciding on the time of a request that is to be approved. The request's own time, and that of the
  /// session it would move, do not count as taken.
  public func approval(of booking: BookingSituation, now: Instant) throws -> BookingContext {
    var situation = try bookingContext(of: booking.mentor, with: booking.student, received: booking.received, now: now)
    if policy.pendingHolds {
      // The request holds this time itself; where requests hold no time, nothing else is booked then.
      let own = booking.ownTime
      situation.hours.schedule.held.removeAll { $0 == own }
      situation.studentBusy.removeAll { $0 == own }
    }
    if let id = booking.movesSession, let moved = try self.booking(id) {
      let own = Interval(start: moved.start, end: moved.end)
      situation.hours.schedule.sessions.removeAll { $0 == own }
      situation.studentBusy.removeAll { $0 == own }
    }
    return situation
  }

  /// Sessions whose recording's link must be deleted by `now`.
  public func expiredRecordings(at now: Instant) throws -> [Int] {
    let rows = try Statement(
      "SELECT id FROM session WHERE recording_until_at <= ?1 ORDER BY id", on: connection)
    rows.bind(now.seconds, at: 1)
    var all: [Int] = []
    while try rows.step() { all.append(rows.integer(0)) }
    return all
  }

  /// Upcoming sessions and pending requests whose wall time is a different instant than when it was promised, because
  /// the zone rules changed. Excludes those that were promised under newer rules than the present ones.
  public func shifted(at now: Instant) throws -> [ShiftedSession] {
    try shiftedSessions(on: connection, after: now, zones: zones).filter { !$0.isOfNewerRules }
  }

  // MARK: Reviews

  public func review(of session: Int, by actor: Actor) throws -> ReviewSituation? {
    guard let booking = try booking(session) else { return nil }
    let rows = try Statement(
      "SELECT id, direction, stars, text, reply, version, may_show_name FROM review WHERE session_id = ?1",
      on: connection)
    rows.bind(session, at: 1)
    var own: (id: Int, stars: Int?, text: String, mayShowName: Bool)?
    var others: (id: Int, reply: String, version: Int)?
    while try rows.step() {
      let isByStudent = rows.text(1).string == "student_to_mentor"
      if isByStudent == (actor == .student) {
        own = (rows.integer(0), rows.isNull(2) ? nil : rows.integer(2), rows.text(3).string, rows.integer(6) == 1)
      } else {
        others = (rows.integer(0), rows.text(4).string, rows.integer(5))
      }
    }
    return ReviewSituation(booking: booking, own: own, others: others)
  }

  // MARK: Credits

  public func credit(_ credit: NewCredit) throws -> CreditSituation {
    let same = try Statement(
      """
      SELECT 1 FROM credit WHERE person_id = ?1 AND amount = ?2 AND currency = ?3 AND reason = ?4 AND session_id IS ?5
        AND (session_id NOT NULL OR created_at = ?6)
      """, on: connection)
    same.bind(credit.person.number, at: 1)
    same.bind(credit.amount, at: 2)
    same.bind(credit.currency, at: 3)
    same.bind(credit.reason, at: 4)
    same.bind(credit.session, at: 5)
    same.bind(credit.at.seconds, at: 6)
    var situation = CreditSituation(isThere: try same.step())
    guard let session = credit.session else { return situation }
    let pair = try Statement("SELECT mentor_id, student_id FROM session WHERE id = ?1", on: connection)
    pair.bind(session, at: 1)
    if try pair.step() { situation.people = [PersonID(pair.integer(0)), PersonID(pair.integer(1))] }
    return situation
  }
}
