/// The status of a connection, spelled as in the database and in JSON.
public enum ConnectionStatus: String, Sendable, CaseIterable {
  case pending = "PENDING"
  case accepted = "ACCEPTED"
  case rejected = "REJECTED"
  case withdrawn = "WITHDRAWN"
  case ended = "ENDED"
}

/// The status of a request.
public enum RequestStatus: String, Sendable, CaseIterable {
  case pending, approved, rejected, expired, withdrawn, superseded
}

/// The stored status of a session. *Ongoing* is not a status: it is derived from the clock
/// (``AgendaEntry/isOngoing(at:)``).
public enum SessionStatus: String, Sendable, CaseIterable {
  case scheduled, completed, cancelled
  case noShow = "no_show"
}

/// The kind of a meeting.
public enum SessionKind: String, Sendable, CaseIterable {
  case video = "VIDEO"
  case voice = "VOICE"
  case chat = "CHAT"
  case inPerson = "IN_PERSON"

  /// Whether the kind requires a room or a link: VIDEO and VOICE do.
  public var needsLink: Bool { self == .video || self == .voice }
}

/// Whether a mentor is shown and can be booked.
public enum Approval: String, Sendable, CaseIterable {
  case pending, approved, suspended
}

/// The status of a session or request, as one value for lists and feeds.
public enum AgendaStatus: Hashable, Sendable {
  case request(RequestStatus)
  case session(SessionStatus)
}

/// The role in which somebody acts.
public enum Actor: String, Sendable, CaseIterable {
  case mentor, student, organiser, system
}

/// The participant who was absent.
public enum Absentee: String, Sendable, CaseIterable {
  case mentor, student, both
}
