/// The lookup key of a place name: lower case, Latin letters without accents, no apostrophes or periods, and one space
/// for each run of spaces, hyphens or underscores. `São_Paulo` is `sao paulo`, `N'Djamena` is `ndjamena`.
func placeKey(_ name: String) -> String {
  var words: [String] = [""]
  for character in name.lowercased() {
    if character == "-" || character == "_" || character.isWhitespace {
      words.append("")
    } else if !"'’‘ʼ.".contains(character) {
      words[words.count - 1] += plainLetters[character] ?? String(character)
    }
  }
  return words.filter { !$0.isEmpty }.joined(separator: " ")
}

/// Latin letters with accents and the ASCII letters that replace them. `Character` values compare by canonical
/// equivalence, so the accent may be part of the letter or a combining character after it.
private let plainLetters: [Character: String] = {
  var all: [Character: String] = [
    "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d", "ð": "d", "þ": "th",
  ]
  // Grave, acute, circumflex, tilde, macron, breve, dot, diaeresis, hook, ring, double acute, caron, horn; below the
  // letter: dot, comma, cedilla, ogonek.
  let accents = "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{309}\u{30A}\u{30B}\u{30C}\u{31B}"
  let below = "\u{323}\u{326}\u{327}\u{328}"
  // Vietnamese letters can have a tone mark above another accent.
  let tones = "\u{300}\u{301}\u{303}\u{309}\u{323}"
  for value in UInt8(ascii: "a")...UInt8(ascii: "z") {
    let letter = Unicode.Scalar(value)
    func add(_ accents: Unicode.Scalar...) {
      var text = String.UnicodeScalarView([letter])
      text.append(contentsOf: accents)
      all[Character(String(text))] = String(letter)
    }
    for accent in (accents + below).unicodeScalars { add(accent) }
    for accent in ["\u{302}", "\u{306}", "\u{31B}"] as [Unicode.Scalar] {
      for tone in tones.unicodeScalars { add(accent, tone) }
    }
  }
  return all
}()
