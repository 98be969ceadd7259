/// A connection's state, spelled as in the record and in JSON.
public enum ConnectionStatus: String, Sendable, CaseIterable {
  case pending = "PENDING"
  case accepted = "ACCEPTED"
  case rejected = "REJECTED"
  case withdrawn = "WITHDRAWN"
  case ended = "ENDED"
}

/// A request's state.
public enum RequestStatus: String, Sendable, CaseIterable {
  case pending, approved, rejected, expired, withdrawn, superseded
}

/// A session's state in the record. *Ongoing* is no state: it is told from the clock (``AgendaEntry/isOngoing(at:)``).
public enum SessionStatus: String, Sendable, CaseIterable {
  case scheduled, completed, cancelled
  case noShow = "no_show"
}

/// How the two meet.
public enum SessionKind: String, Sendable, CaseIterable {
  case video = "VIDEO"
  case voice = "VOICE"
  case chat = "CHAT"
  case inPerson = "IN_PERSON"

  /// VIDEO and VOICE cannot be without a room or link.
  public var needsLink: Bool { self == .video || self == .voice }
}

/// Whether a mentor is shown and can be booked.
public enum Approval: String, Sendable, CaseIterable {
  case pending, approved, suspended
}

/// Where a session or request stands, as one value for lists and feeds.
public enum AgendaStatus: Hashable, Sendable {
  case request(RequestStatus)
  case session(SessionStatus)
}

/// Who did something.
public enum Actor: String, Sendable, CaseIterable {
  case mentor, student, organiser, system
}

/// Who did not come.
public enum Absentee: String, Sendable, CaseIterable {
  case mentor, student, both
}
