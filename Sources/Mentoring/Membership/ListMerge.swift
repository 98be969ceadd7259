/// What an import does with one value of a list.
public enum ListMerge: Hashable, Sendable {
  /// The list says what the record has, or what it said before: nothing is written.
  case keep
  /// The list has changed.
  case apply
  /// The list has changed, and so has the record, by a command: the record stays, and the import reports it.
  case conflict
}

/// Compares a value of a list with what the list said at the last import and with the record, so that an import takes over
/// what the list changed and never undoes what a command or a person changed.
///
/// - Parameters:
///   - previous: of the last import; nil = the list said nothing then.
///   - record: empty = nothing is set.
///   - isGivenFirst: whether a list that says something for the first time decides over the record (name, zone, language), or
///     only fills what is empty (a profile).
public func merge(list: String, previous: String?, record: String, isGivenFirst: Bool) -> ListMerge {
  if list == record || list == previous { return .keep }
  if record.isEmpty { return .apply }
  guard let previous else { return isGivenFirst ? .apply : .conflict }
  return record == previous ? .apply : .conflict
}
