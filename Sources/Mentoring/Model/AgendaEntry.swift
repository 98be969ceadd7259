import Bytes
import CivilTime

/// A session or request in one person's agenda. Its text is borrowed from the agenda's arena.
public struct AgendaEntry {
  public var id: Int
  public var uid: Utf8
  public var sequence: Int
  public var status: AgendaStatus
  public var kind: SessionKind
  public var start: Instant
  public var end: Instant
  public var mentor: PersonID
  public var student: PersonID
  /// The other participant's name, as this person sees it.
  public var otherName: Utf8
  public var title: Utf8
  public var subject: Utf8
  public var agenda: Utf8
  public var notes: Utf8
  public var room: Utf8
  public var link: Utf8
  public var address: Utf8
  /// The name of the meeting's folder; empty for a request.
  public var meetingToken: Utf8
  /// Why the booking was cancelled or declined; empty otherwise.
  public var reason: Utf8
  public var created: Instant
  public var changed: Instant
  public var cancelled: Instant?
  /// The version of the row, incremented with each change; sent with every request about the booking.
  public var version: Int
  public var cancelledBy: Actor?
  public var absent: Absentee?
  public var responded: Instant?
  /// The session that this request would move.
  public var movesSession: Int?
  /// Markdown notes that prepare the session.
  public var notesBefore: Utf8
  /// Whether somebody marked the session as started.
  public var hasStarted: Bool
  /// When a pending request expires; nil for sessions.
  public var expires: Instant?
  /// The agreed price; nil if there is none.
  public var price: Price?
  /// The request's description; empty if it is the same as the agenda.
  public var about: Utf8 = .empty
  /// The student's answers to the session type's questions.
  public var answers: Utf8 = .empty
  /// The URL of a recording and when it is deleted.
  public var recording: Utf8 = .empty
  public var recordingUntil: Instant?
  /// The number of the series that the booking belongs to.
  public var series: Int?
  /// When the name or the zone of the other participant last changed.
  public var otherChanged = Instant(seconds: 0)

  public init(
    id: Int, uid: Utf8, sequence: Int, status: AgendaStatus, kind: SessionKind, start: Instant, end: Instant,
    mentor: PersonID, student: PersonID, otherName: Utf8, title: Utf8, subject: Utf8, agenda: Utf8, notes: Utf8,
    room: Utf8, link: Utf8, address: Utf8, meetingToken: Utf8, reason: Utf8, created: Instant, changed: Instant,
    cancelled: Instant?, version: Int = 1, cancelledBy: Actor? = nil, absent: Absentee? = nil,
    responded: Instant? = nil, movesSession: Int? = nil, notesBefore: Utf8 = .empty,
    hasStarted: Bool = false, expires: Instant? = nil, price: Price? = nil
  ) {
    self.id = id
    self.uid = uid
    self.sequence = sequence
    self.status = status
    self.kind = kind
    self.start = start
    self.end = end
    self.mentor = mentor
    self.student = student
    self.otherName = otherName
    self.title = title
    self.subject = subject
    self.agenda = agenda
    self.notes = notes
    self.room = room
    self.link = link
    self.address = address
    self.meetingToken = meetingToken
    self.reason = reason
    self.created = created
    self.changed = changed
    self.cancelled = cancelled
    self.version = version
    self.cancelledBy = cancelledBy
    self.absent = absent
    self.responded = responded
    self.movesSession = movesSession
    self.notesBefore = notesBefore
    self.hasStarted = hasStarted
    self.expires = expires
    self.price = price
  }

  /// Whether the session is scheduled and in progress. This state is derived from the clock, never stored.
  public func isOngoing(at now: Instant) -> Bool {
    status == .session(.scheduled) && start <= now && now < end
  }

  /// Whether the feed still contains the entry. A cancelled entry remains until both its old end and 14 days since the
  /// cancellation have passed, as seen at 00:00 UTC of the day of `now`.
  public func isInFeed(at now: Instant) -> Bool {
    switch status {
    case .request(.pending), .session(.scheduled), .session(.completed), .session(.noShow): return true
    case .session(.cancelled):
      guard let cancelled else { return false }
      return now.dateUTC.startUTC <= max(end, cancelled.adding(days: 14))
    case .request: return false
    }
  }
}

/// The first instant of a personal feed: 00:00 UTC on the first day of the month before the month of `now`, so that the
/// feed's bytes do not change every day.
public func feedLowerEdge(at now: Instant) -> Instant { now.dateUTC.firstOfPreviousMonth.startUTC }

extension [AgendaEntry] {
  /// The entries, with each pending request that has expired at `now` marked as expired, even if `almanac tick` has not
  /// run.
  public func asOf(_ now: Instant) -> [AgendaEntry] {
    var entries = self
    for index in entries.indices where entries[index].status == .request(.pending) {
      if let expires = entries[index].expires, expires <= now { entries[index].status = .request(.expired) }
    }
    return entries
  }
}
