import Bytes
import Diagnostics
import Mentoring

/// The names of all people by id, read once and looked up by every worker.
public final class PersonNames: @unchecked Sendable {
  // Written in init alone; afterwards it is only read.
  private let arena = TextArena()
  private let names: [Int: Utf8]

  public init(_ people: [Person]) {
    var names = [Int: Utf8](minimumCapacity: people.count)
    for person in people { names[person.id.number] = arena.copy(person.name) }
    self.names = names
  }

  /// Valid as long as this object is; nil for somebody who is not in the programme any more.
  subscript(id: Int) -> Utf8? { names[id] }
}

/// Names of people and subjects by id, each read once: agendas name the same few again and again.
final class NameReader {
  /// Asked before the record is.
  var known: PersonNames?
  private let person: Statement
  private var people: [Int: Utf8] = [:]
  private let subjects: [Int: Utf8]
  private let arena = TextArena()

  init(_ connection: Connection) throws(Diagnostic) {
    person = try Statement("SELECT name FROM person WHERE id = ?1", on: connection)
    let rows = try Statement("SELECT id, name FROM subject", on: connection)
    var subjects: [Int: Utf8] = [:]
    while try rows.step() { subjects[rows.integer(0)] = arena.copy(rows.text(1)) }
    self.subjects = subjects
  }

  /// Valid as long as the reader is.
  func person(_ id: Int) throws(Diagnostic) -> Utf8 {
    if let name = known?[id] ?? people[id] { return name }
    person.bind(id, at: 1)
    defer { person.reset() }
    let name = try person.step() ? arena.copy(person.text(0)) : .empty
    people[id] = name
    return name
  }

  /// Empty for a session without a subject.
  func subject(_ id: Int?) -> Utf8 { id.flatMap { subjects[$0] } ?? .empty }
}
