import Bytes
import Mentoring

extension Site {
  /// A person's name as the viewer sees it. If another of the viewer's people has the same name, a suffix distinguishes
  /// them: the shared address, otherwise zone and number.
  func distinctName(of id: PersonID, _ name: Utf8, _ rows: PersonalRows, on context: borrowing RenderContext) -> Utf8 {
    guard rows.sharedNames.contains(id), let person = programme.person(id) else { return name }
    return context.arena.copy(distinctName(of: person, among: rows.sharedNames))
  }

  /// - Parameter shared: the viewer's people who share their name with another of them.
  func distinctName(of person: Person, among shared: Set<PersonID>) -> String {
    guard shared.contains(person.id) else { return person.name }
    let number = strings.sentence("person_number", ["n": "\(person.id.number)"])
    let mark = person.sharesEmail ? person.email : "\(person.zone), \(number)"
    return "\(person.name) (\(mark))"
  }

  /// Everybody who shares their name with somebody else: for organisers, who see all people.
  var sharedNames: Set<PersonID> { sharedNames(among: Set(programme.people.lazy.map(\.id))) }

  /// Those of `people` who share their name with another of them.
  func sharedNames(among people: Set<PersonID>) -> Set<PersonID> {
    var first: [String: PersonID] = [:]
    var shared: Set<PersonID> = []
    for id in people {
      guard let name = programme.person(id)?.name else { continue }
      if let other = first.updateValue(id, forKey: name) { shared.formUnion([other, id]) }
    }
    return shared
  }
}
