import Diagnostics

/// A value of a YAML file with the place it stands at.
public indirect enum YAMLNode: Sendable {
  case scalar(YAMLScalar)
  case sequence([YAMLNode], place: Place)
  case mapping([YAMLEntry], place: Place)

  public var place: Place {
    switch self {
    case .scalar(let scalar): scalar.place
    case .sequence(_, let place), .mapping(_, let place): place
    }
  }

  /// "a list", for messages.
  var word: String {
    switch self {
    case .scalar: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

public struct YAMLScalar: Sendable {
  public let text: String
  /// Written without quotes, so that `yes` may be a flag and `~` nothing.
  public let isPlain: Bool
  public let place: Place

  /// YAML 1.2 section 10.2.1.1: what a plain scalar says for "nothing".
  var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

public struct YAMLEntry: Sendable {
  public let key: String
  public let keyPlace: Place
  public let value: YAMLNode
}
