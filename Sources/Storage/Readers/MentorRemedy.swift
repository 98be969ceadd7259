import Bytes
import Diagnostics

/// Whom somebody may have meant by a word that is no mentor's slug or address: first those with that word in their slug
/// or name, then the nearest slug or address, then those with a word that begins so.
public func mentorRemedy(for word: String, on connection: Connection) throws -> String {
  let rows = try Statement(
    """
    SELECT m.slug, p.name, p.email FROM mentor m JOIN person p ON p.id = m.person_id WHERE p.state = 'active'
    ORDER BY m.slug
    """, on: connection)
  let list = "almanac mentor list"
  let answer = try remedy(for: word, among: rows, list: list)
  guard answer.hasSuffix("see \(list)"), !answer.contains("?") else { return answer }
  // Somebody added as a person alone.
  let people = try Statement(
    """
    SELECT email, name FROM person WHERE state = 'active' AND id NOT IN (SELECT person_id FROM mentor) ORDER BY email
    """, on: connection)
  var without: [String] = []
  while try people.step() {
    let email = people.text(0).string
    if email.lowercased() == word.lowercased()
      || wordsOf(String(email.prefix { $0 != "@" }) + " " + people.text(1).string).contains(where: {
        $0.lowercased() == word.lowercased()
      })
    {
      without.append(email)
    }
  }
  guard without.count == 1 else { return answer }
  return "\(without[0]) has no mentor's profile yet: almanac mentor add SLUG --email \(without[0])"
}

/// The same for a word that is nobody's address.
public func personRemedy(for word: String, on connection: Connection) throws -> String {
  let rows = try Statement(
    "SELECT email, name, email FROM person WHERE state = 'active' ORDER BY email", on: connection)
  return try remedy(for: word, among: rows, list: "almanac person list")
}

/// - Parameter rows: what a command takes, the name, and the address.
private func remedy(for word: String, among rows: Statement, list: String) throws -> String {
  let typed = word.lowercased()
  let isAddress = typed.utf8.contains(UInt8(ascii: "@"))
  var taken: [String] = []
  var emails: [String] = []
  var same: [String] = []
  var longer: [String] = []
  while try rows.step() {
    let answer = rows.text(0).string
    let name = rows.text(1).string.lowercased()
    // Of an address what stands before the @: everybody's domain may be the same.
    let short = String(answer.lowercased().prefix { $0 != "@" })
    let words = [short, name] + wordsOf(short) + wordsOf(name)
    taken.append(answer)
    emails.append(rows.text(2).string)
    if words.contains(typed) { same.append(answer) }
    if typed.utf8.count > 1, words.contains(where: { $0.hasPrefix(typed) }) { longer.append(answer) }
  }
  let near = same.isEmpty ? nearestName(to: word, among: isAddress ? emails : taken).map { [$0] } ?? longer : same
  let shown = near.prefix(3).map { "\"\($0)\"" }
  switch near.count {
  case 0: return "see \(list)"
  case 1...3: return "did you mean \(shown.joined(separator: " or "))?"
  default: return "did you mean \(shown.joined(separator: " or "))? \(near.count) are like it: see \(list)"
  }
}

private func wordsOf(_ text: String) -> [String] {
  text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
