import Diagnostics

/// A value of a YAML file with its place.
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

  /// The name of the kind for messages, such as "a list".
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
  /// Whether it is written without quotes, so that `yes` may be a flag and `~` null.
  public let isPlain: Bool
  public let place: Place

  /// The plain scalars for null in YAML 1.2, section 10.2.1.1.
  var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

public struct YAMLEntry: Sendable {
  public let key: String
  public let keyPlace: Place
  public let value: YAMLNode
}
