import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The names of all people by id, read once and shared by all workers.
public final class PersonNames: @unchecked Sendable {
  // Written only in init, and only read afterwards.
  private let arena = TextArena()
  private let names: [(id: PersonID, name: Utf8, changed: Instant)]

  /// - Parameter people: the people, by id.
  public init(_ people: [Person]) {
    names = people.map { [arena] in ($0.id, arena.copy($0.name), $0.cardChanged) }
  }

  /// The name and its last change, valid as long as this object exists; nil for a person who has left the programme.
  subscript(id: Int) -> (name: Utf8, changed: Instant)? {
    found(in: names, PersonID(id)) { $0.id }.map { ($0.name, $0.changed) }
  }
}

/// Reads names of people, subjects and goals by id, each only once: agendas repeat a few names many times.
final class NameReader {
  /// Names that are looked up before the record is queried.
  var known: PersonNames?
  private let person: Statement
  private var people: [Int: (name: Utf8, changed: Instant)] = [:]
  private struct Terms {
    var subjects: [Int: Utf8] = [:]
    /// The goals in the order in which they are listed.
    var goals: [Term]
    var goalLists: [Set<Int>: Utf8] = [:]
  }
  /// The terms in each language of the site.
  private var terms: [Terms] = []
  /// The index of the language in use.
  var language = 0
  private let arena = TextArena()

  /// - Parameter listed: names that take precedence over the record's, in each language; at least one.
  init(_ connection: Database, listed: [ListedTerms]) throws(Diagnostic) {
    person = try Statement("SELECT name, card_at FROM person WHERE id = ?1", on: connection)
    let (goals, subjects) = (try readTerms("goal", on: connection), try readTerms("subject", on: connection))
    for listed in listed {
      var named = Terms(goals: ListedTerms.names(listed.goals, of: goals))
      for subject in ListedTerms.names(listed.subjects, of: subjects) {
        named.subjects[subject.id] = arena.copy(subject.name)
      }
      terms.append(named)
    }
  }

  /// A person's name, valid as long as the reader exists.
  func person(_ id: Int) throws(Diagnostic) -> Utf8 { try card(id).name }

  /// The name, and when it or the zone last changed.
  func card(_ id: Int) throws(Diagnostic) -> (name: Utf8, changed: Instant) {
    if let card = known?[id] ?? people[id] { return card }
    person.bind(id, at: 1)
    defer { person.reset() }
    var card = (name: Utf8.empty, changed: Instant(seconds: 0))
    if try person.step() { card = (arena.copy(person.text(0)), Instant(seconds: person.integer(1))) }
    people[id] = card
    return card
  }

  /// A subject's name; empty for a session without a subject.
  func subject(_ id: Int?) -> Utf8 { id.flatMap { terms[language].subjects[$0] } ?? .empty }

  /// The names of goals, separated by commas: `Career guidance, Job search`.
  ///
  /// - Parameter ids: decimal numbers separated by spaces.
  func goals(_ ids: Utf8) -> Utf8 {
    if ids.count == 0 { return .empty }
    let wanted = Set(ids.string.split(separator: " ").compactMap { Int($0) })
    if let text = terms[language].goalLists[wanted] { return text }
    let text = arena.copy(terms[language].goals.filter { wanted.contains($0.id) }.map(\.name).joined(separator: ", "))
    terms[language].goalLists[wanted] = text
    return text
  }
}
