/// The effect of an import on one value of a list.
public enum ListMerge: Hashable, Sendable {
  /// The list matches the stored value or has not changed since the last import: nothing is written.
  case keep
  /// The list has changed: its value is stored.
  case apply
  /// The list has changed, and a command has changed the stored value: the stored value remains, and the import reports
  /// a conflict.
  case conflict
}

/// Compares a value of a list with its value at the last import and with the stored value. An import stores what the
/// list changed and never reverts what a command or a person changed.
///
/// - Parameters:
///   - previous: the value at the last import; nil = the list had none.
///   - record: the stored value; empty = not set.
///   - isGivenFirst: whether a value that the list has for the first time replaces the stored one (name, zone,
///     language) or only fills an empty one (a profile).
public func merge(list: String, previous: String?, record: String, isGivenFirst: Bool) -> ListMerge {
  if list == record || list == previous { return .keep }
  if record.isEmpty { return .apply }
  guard let previous else { return isGivenFirst ? .apply : .conflict }
  return record == previous ? .apply : .conflict
}
