/// The lists of terms from the programme's settings, each in the organiser's order. A nil list is managed in the
/// database.
public struct ListedTerms: Hashable, Sendable {
  public var topics: [Term]?
  public var subjects: [Term]?
  public var goals: [Term]?
  public var sessionTypes: [SessionType]?

  public init(
    topics: [Term]? = nil, subjects: [Term]? = nil, goals: [Term]? = nil, sessionTypes: [SessionType]? = nil
  ) {
    self.topics = topics
    self.subjects = subjects
    self.goals = goals
    self.sessionTypes = sessionTypes
  }
}

extension ListedTerms {
  /// The terms available for selection: the listed terms with their stored ids. A term that is not stored yet has an id
  /// below 0.
  ///
  /// - Parameter recorded: all rows, in stored order; returned unchanged if no list is set.
  public static func choices(_ listed: [Term]?, of recorded: [Term]) -> [Term] {
    guard let listed else { return recorded }
    let ids = Dictionary(recorded.map { ($0.slug, $0.id) }) { first, _ in first }
    return listed.enumerated().map { Term(id: ids[$1.slug] ?? -1 - $0, slug: $1.slug, name: $1.name) }
  }

  /// The terms that rows may refer to: all stored rows under their listed names. The listed ones are first, in their
  /// order.
  public static func names(_ listed: [Term]?, of recorded: [Term]) -> [Term] {
    let slugs = Set((listed ?? []).map(\.slug))
    return choices(listed ?? [], of: recorded).filter { $0.id > 0 } + recorded.filter { !slugs.contains($0.slug) }
  }

  /// Like ``choices(_:of:)-(_,[Term])``. The settings contain no summary of a type; the stored one remains.
  public static func choices(_ listed: [SessionType]?, of recorded: [SessionType]) -> [SessionType] {
    guard let listed else { return recorded }
    return listed.enumerated().map { place, type in
      let row = recorded.first { $0.slug == type.slug }
      var type = type
      type.id = row?.id ?? -1 - place
      type.summary = row?.summary ?? ""
      return type
    }
  }
}
