import CivilTime
import Mentoring
import Testing

/// A pair, a booking and a mentor's hours as the rules see them: nothing stands in the way of anything, unless a test
/// says so.
enum DecisionFixture {
  static let mentor = PersonID(1)
  static let student = PersonID(2)
  /// A Monday.
  static let start = time("2026-11-23T10:00")
  /// When the booking of ``booking(_:)`` came in.
  static let received = time("2026-11-21T08:00")

  /// UTC.
  static func time(_ text: String) -> Instant { Instant(rfc3339: "\(text):00Z") ?? Instant(seconds: 0) }

  static func proposal(_ start: Instant = start, minutes: Int = 60, _ kind: SessionKind = .video) -> BookingProposal {
    BookingProposal(start: start, duration: minutes, kind: kind, title: "Mock interview")
  }

  /// An accepted pair's booking at ``start``, received two days before, with version 4.
  static func booking(_ state: BookingState, policy: ProgrammePolicy = ProgrammePolicy()) throws -> BookingSituation {
    BookingSituation(
      id: 12, mentor: mentor, student: student, state: state, version: 4, proposal: proposal(), received: received,
      connection: .accepted, mentorZone: try zones.zone(named: "UTC"), policy: policy)
  }

  /// An approved mentor with room for everybody who accepts students; the connection has version 3.
  static func pair(_ status: ConnectionStatus?) -> ConnectionSituation {
    ConnectionSituation(
      mentor: mentor, student: student, connection: status.map { (id: 7, status: $0, version: 3) },
      mentorName: "Ada", approval: .approved, isAccepting: true, places: MentorPlaces(), isStudent: true,
      isWaiting: false, ahead: [])
  }

  /// Open 09:00–17:00 UTC on every day, in steps of 30 minutes, with 2 hours' notice and 28 days ahead of `now`.
  static func situation(now: Instant, confirmsEach: Bool = false) throws -> BookingContext {
    let (opens, closes) = (try #require(WallTime("09:00")), try #require(WallTime("17:00")))
    let window = try #require(HoursWindow(start: opens, end: closes))
    let schedule = MentorSchedule(
      zone: try zones.zone(named: "UTC"), weekly: (0...6).map { WeeklyHours(weekday: $0, window: window) },
      policy: SlotPolicy(
        duration: 30, step: 30, minimumNotice: 120, horizonEnd: SlotPolicy.horizonEnd(now: now, days: 28)))
    return BookingContext(
      mentor: mentor, student: student, mentorName: "Ada", approval: .approved, isStudent: true, connection: .accepted,
      hours: MentorHours(
        schedule: schedule, durations: [30, 60, 90, 120], horizonDays: 28, confirmsEach: confirmsEach),
      studentBusy: [], received: [], policy: ProgrammePolicy())
  }

  /// What a decision is refused with; nil when it is taken.
  static func refusal(_ decide: () throws -> Decision) -> Refusal? {
    do {
      _ = try decide()
      return nil
    } catch { return error as? Refusal }
  }

  static func rule(_ decide: () throws -> Decision) -> Rule? { refusal(decide)?.rule }
}

extension Decision {
  /// What the decision does to the session.
  var sessionPatch: SessionPatch? {
    changes.lazy.compactMap { if case .setSession(_, let patch) = $0 { patch } else { nil } }.first
  }

  var newRequest: NewRequest? {
    changes.lazy.compactMap { if case .addRequest(let request) = $0 { request } else { nil } }.first
  }

  var connectionPatch: ConnectionPatch? {
    changes.lazy.compactMap { if case .setConnection(_, let patch) = $0 { patch } else { nil } }.first
  }

  /// Requests that it answers, with their new status.
  var answered: [Int: RequestStatus] {
    var all: [Int: RequestStatus] = [:]
    for case .setRequest(let id, let status, _) in changes { all[id] = status }
    return all
  }

  var addsSession: Bool {
    changes.contains { if case .addSession = $0 { true } else { false } }
  }

  var told: [PersonID] { notices.map(\.to) }
}
