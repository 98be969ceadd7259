/// The lists of terms that the programme's settings decide, each in the organiser's order. A list that is nil is left to
/// the record.
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
  /// What may be chosen: the listed terms with the record's ids. One that the record does not have yet has an id below 0.
  ///
  /// - Parameter recorded: every row, in the record's order; returned as it is where nothing is listed.
  public static func choices(_ listed: [Term]?, of recorded: [Term]) -> [Term] {
    guard let listed else { return recorded }
    let ids = Dictionary(recorded.map { ($0.slug, $0.id) }) { first, _ in first }
    return listed.enumerated().map { Term(id: ids[$1.slug] ?? -1 - $0, slug: $1.slug, name: $1.name) }
  }

  /// What rows may refer to: every row of the record under its listed name, the listed ones first and in their order.
  public static func names(_ listed: [Term]?, of recorded: [Term]) -> [Term] {
    let slugs = Set((listed ?? []).map(\.slug))
    return choices(listed ?? [], of: recorded).filter { $0.id > 0 } + recorded.filter { !slugs.contains($0.slug) }
  }

  /// As ``choices(_:of:)-(_,[Term])``. The settings have no summary of a type; the record's stays.
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
