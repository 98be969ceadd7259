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
  let typed = word.lowercased()
  var slugs: [String] = []
  var emails: [String] = []
  var same: [String] = []
  var longer: [String] = []
  while try rows.step() {
    let slug = rows.text(0).string
    let words = [slug] + wordsOf(slug) + wordsOf(rows.text(1).string.lowercased())
    slugs.append(slug)
    emails.append(rows.text(2).string)
    if words.contains(typed) { same.append(slug) }
    if typed.utf8.count > 1, words.contains(where: { $0.hasPrefix(typed) }) { longer.append(slug) }
  }
  if typed.utf8.contains(UInt8(ascii: "@")) { slugs = emails }
  let near = same.isEmpty ? nearestName(to: word, among: slugs).map { [$0] } ?? longer : same
  let shown = near.prefix(3).map { "\"\($0)\"" }
  switch near.count {
  case 0: return "see almanac mentor list"
  case 1...3: return "did you mean \(shown.joined(separator: " or "))?"
  default: return "did you mean \(shown.joined(separator: " or "))? \(near.count) are like it: see almanac mentor list"
  }
}

private func wordsOf(_ text: String) -> [String] {
  text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
