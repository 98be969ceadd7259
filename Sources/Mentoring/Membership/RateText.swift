/// An amount of money as people write it: `40`, `40.50`, `40,50 €`, `EUR 40`, `40,- EUR`, `1'234.50`, `1.234,50`.
struct RateText {
  /// The amount in hundredths of the main unit: 40.50 is 4050.
  var hundredths: Int
  /// The text before or after the number, such as `€` or `EUR`; empty if there is none.
  var currency: String
  var isNegative = false

  /// Nil if the text is not an amount or is ambiguous: `40 EUR 50`, `40 50`, `1.234`.
  init?(_ text: String) {
    let characters = text.map(Self.plain)
    guard let first = characters.firstIndex(where: isDigit), let last = characters.lastIndex(where: isDigit) else {
      return nil
    }
    var before = characters[..<first]
    var after = characters[(last + 1)...]
    // `40,-` and `40.--` have no hundredths.
    if after.first == "," || after.first == ".", after.dropFirst().first == "-" {
      after = after.dropFirst().drop { $0 == "-" }
    }
    if let sign = before.firstIndex(where: { $0 == "-" || $0 == "+" }) {
      isNegative = before[sign] == "-"
      before.remove(at: sign)
    }
    guard let amount = Self.hundredths(of: characters[first...last]) else { return nil }
    let words = [String(before), String(after)].map(trimmedText).filter { !$0.isEmpty }
    // A point or a comma without digits beside it, or a hyphen after the number, makes the amount ambiguous.
    guard words.count <= 1, !words.contains(where: { ".,-".contains($0.first ?? " ") }) else { return nil }
    hundredths = amount
    currency = words.first ?? ""
  }

  /// Replaces the variants of space, apostrophe and hyphen by one character each.
  private static func plain(_ character: Character) -> Character {
    switch character {
    case "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}": " "
    case "’", "´", "`": "'"
    case "–", "—", "−", "‐", "‑": "-"
    default: character
    }
  }

  /// Parses digits with at most one kind of thousands separator, then optionally one or two digits after a point or a
  /// comma.
  private static func hundredths(of number: ArraySlice<Character>) -> Int? {
    guard number.allSatisfy({ isDigit($0) || ".,' ".contains($0) }) else { return nil }
    var whole = number
    var fraction = ArraySlice<Character>()
    if let point = number.lastIndex(where: { $0 == "." || $0 == "," }) {
      let sign = number[point]
      let isSeparator = number.filter { $0 == sign }.count > 1
      if !isSeparator {
        fraction = number[(point + 1)...]
        whole = number[..<point]
        guard (1...2).contains(fraction.count), fraction.allSatisfy(isDigit) else { return nil }
      }
    }
    let groups = whole.split(omittingEmptySubsequences: false) { !isDigit($0) }
    guard Set(whole.filter { !isDigit($0) }).count <= 1, let first = groups.first, !first.isEmpty else { return nil }
    if groups.count > 1 {
      guard first.count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    guard let units = Int(String(groups.joined())), units < Int.max / 200 else { return nil }
    let cents = Int(String(fraction)).map { fraction.count == 1 ? $0 * 10 : $0 } ?? 0
    return units * 100 + cents
  }
}

private func isDigit(_ character: Character) -> Bool { "0" <= character && character <= "9" && character.isASCII }
