/// Where a session of a kind is held. Rules, links and the page of session types all ask here.
public enum MeetingKind: Hashable, Sendable {
  /// A room of the programme's, or an own link instead.
  case videoRoom
  /// The same with the programme's suffix for voice.
  case audioRoom
  /// An own link, or none.
  case optionalLink
  case address

  /// Whether the programme names a room for the session unless it has an own link.
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
