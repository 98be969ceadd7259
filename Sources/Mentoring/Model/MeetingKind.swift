/// The place where a kind of session is held. Used by rules, links and the page of session types.
public enum MeetingKind: Hashable, Sendable {
  /// A room of the programme, or a person's own link instead.
  case videoRoom
  /// Like `videoRoom`, with the programme's suffix for voice.
  case audioRoom
  /// A person's own link, or none.
  case optionalLink
  case address

  /// Whether the programme assigns a room unless the session has its own link.
  public var hasRoom: Bool { self == .videoRoom || self == .audioRoom }
}

extension SessionKind {
  public var meeting: MeetingKind {
    switch self {
    case .video: .videoRoom
    case .voice: .audioRoom
    case .chat: .optionalLink
    case .inPerson: .address
    }
  }
}
