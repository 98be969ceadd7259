import Diagnostics

/// A value of a YAML file with the place it stands at.
package indirect enum YAMLNode: Sendable {
  case scalar(YAMLScalar)
  case sequence([YAMLNode], place: Place)
  case mapping([YAMLEntry], place: Place)

  package var place: Place {
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

package struct YAMLScalar: Sendable {
  package let text: String
  /// Written without quotes, so that `yes` may be a flag and `~` nothing.
  package let isPlain: Bool
  package let place: Place

  /// YAML 1.2 section 10.2.1.1: what a plain scalar says for "nothing".
  var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

package struct YAMLEntry: Sendable {
  package let key: String
  package let keyPlace: Place
  package let value: YAMLNode
}
