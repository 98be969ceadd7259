import Bytes
import Diagnostics

/// Suggests mentors for a word that is not a mentor's slug or address. Mentors with the word in their slug or name
/// come first, then the nearest slug or address, then those with a word with the same beginning.
public func mentorRemedy(for word: String, on connection: Database) throws -> String {
  let rows = try Statement(
    """
    SELECT m.slug, p.name, p.email FROM mentor m JOIN person p ON p.id = m.person_id WHERE p.state = 'active'
    ORDER BY m.slug
    """, on: connection)
  let list = "almanac mentor list"
  if let near = try nearest(to: word, among: rows, list: list) { return near }
  return try personWithoutProfile(word, on: connection).map {
    "\($0) has no mentor's profile yet: almanac mentor add SLUG --email \($0)"
  } ?? "see \(list)"
}

/// The address of the only person, added without a mentor's profile, whose address or name contains the word.
private func personWithoutProfile(_ word: String, on connection: Database) throws -> String? {
  let people = try Statement(
    """
    SELECT email, name FROM person WHERE state = 'active' AND id NOT IN (SELECT person_id FROM mentor) ORDER BY email
    """, on: connection)
  let typed = word.lowercased()
  var without: [String] = []
  while try people.step() {
    let email = people.text(0).string
    let words = wordsOf(email.prefix { $0 != "@" } + " " + people.text(1).string)
    if ([email] + words).contains(where: { $0.lowercased() == typed }) { without.append(email) }
  }
  return without.count == 1 ? without[0] : nil
}

/// Suggests people in the same way for a word that is not a person's address.
public func personRemedy(for word: String, on connection: Database) throws -> String {
  let rows = try Statement(
    "SELECT email, name, email FROM person WHERE state = 'active' ORDER BY email", on: connection)
  let list = "almanac person list"
  return try nearest(to: word, among: rows, list: list) ?? "see \(list)"
}

/// Returns `did you mean …?`, or nil if there is no similar name.
///
/// - Parameter rows: the value that a command accepts, the name, and the address.
private func nearest(to word: String, among rows: Statement, list: String) throws -> String? {
  let typed = word.lowercased()
  let isAddress = typed.utf8.contains(UInt8(ascii: "@"))
  var taken: [String] = []
  var emails: [String] = []
  var same: [String] = []
  var longer: [String] = []
  while try rows.step() {
    let answer = rows.text(0).string
    let name = rows.text(1).string.lowercased()
    // Of an address, only the part before the @ is compared, since all people may have the same domain.
    let short = String(answer.lowercased().prefix { $0 != "@" })
    let words = [short, name] + wordsOf(short) + wordsOf(name)
    taken.append(answer)
    emails.append(rows.text(2).string)
    if words.contains(typed) { same.append(answer) }
    if typed.utf8.count > 1, words.contains(where: { $0.hasPrefix(typed) }) { longer.append(answer) }
  }
  var near = same
  if same.isEmpty {
    let nearest = nearestName(to: word, among: isAddress ? emails : taken)
    near = nearest.map { isAddress && !isSlip(typed, of: $0) ? [] : [$0] } ?? longer
  }
  let shown = near.prefix(3).map { "\"\($0)\"" }
  switch near.count {
  case 0: return nil
  case 1...3: return "did you mean \(shown.joined(separator: " or "))?"
  default: return "did you mean \(shown.joined(separator: " or "))? \(near.count) are like it: see \(list)"
  }
}

/// Whether an address is a likely typing mistake, not another person's address: either the same name at a similar
/// domain, or a name of at least five letters with a small difference at the same domain.
private func isSlip(_ typed: String, of address: String) -> Bool {
  let parts = [typed, address.lowercased()].map { $0.split(separator: "@", maxSplits: 1).map(String.init) }
  guard parts.allSatisfy({ $0.count == 2 }) else { return false }
  let (mine, theirs) = (parts[0], parts[1])
  if mine[0] == theirs[0] { return true }
  return mine[1] == theirs[1] && min(mine[0].count, theirs[0].count) >= 5
    && abs(mine[0].count - theirs[0].count) <= 1 && nearestName(to: mine[0], among: [theirs[0]]) != nil
}

private func wordsOf(_ text: String) -> [String] {
  text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
