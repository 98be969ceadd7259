/// The transliteration of `ä ö ü` to ASCII.
public enum Umlauts: Sendable {
  /// `ae oe ue`, as in German.
  case german
  /// `a o u`.
  case plain

  /// - Parameter languages: the BCP 47 codes of the person and the site; one German code is enough.
  public init(languages: String...) {
    let isGerman = languages.contains { $0.lowercased().split { !$0.isLetter }.first == "de" }
    self = isGerman ? .german : .plain
  }
}

/// Text normalized for search and comparison: lower case, Latin letters as ASCII without accents (`ł` is `l`, `æ` is
/// `ae`), one kind of hyphen and space, and no apostrophes, quotation marks or invisible characters. The directory's
/// script does the same (`Templates/assets/almanac.js`); a test checks that both agree.
public func searchKey(_ text: String) -> String { foldedLatin(text, .plain) }

/// Like ``searchKey(_:)``, with a choice of transliteration for umlauts.
func foldedLatin(_ text: String, _ umlauts: Umlauts) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.lowercased().unicodeScalars {
    switch scalar.value {
    // Apostrophes and quotation marks of any shape (O’Neil, Oʻzbek, O＇Neil), and the middle dot between two l (Gal·la).
    case 0x27, 0x60, 0xB4, 0xB7, 0x2B9...0x2BF, 0x2018...0x201F, 0x2032, 0xFF07, 0xFF40: break
    case 0x140: result.append("l")
    case 0..<0x80: result.append(scalar)
    case 0x308 where umlauts == .german:
      // A letter followed by a combining diaeresis.
      if let last = result.last, "aou".unicodeScalars.contains(last) { result.append("e") }
    case 0xE4 where umlauts == .german: result.append(contentsOf: "ae".unicodeScalars)
    case 0xF6 where umlauts == .german: result.append(contentsOf: "oe".unicodeScalars)
    case 0xFC where umlauts == .german: result.append(contentsOf: "ue".unicodeScalars)
    case 0x2010...0x2015, 0x2212: result.append("-")
    default:
      if let letters = latinLetters[scalar] {
        result.append(contentsOf: letters.unicodeScalars)
      } else if scalar.properties.isWhitespace {
        result.append(" ")
      } else if !isMark(scalar), !isInvisible(scalar) {
        result.append(scalar)
      }
    }
  }
  return String(result)
}

/// The ASCII letters for each Latin letter beyond ASCII that has a transliteration.
let latinLetters: [Unicode.Scalar: String] = {
  var all: [Unicode.Scalar: String] = [:]
  let bytes = UnsafeBufferPointer(start: latinLetterLines.utf8Start, count: latinLetterLines.utf8CodeUnitCount)
  for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
    let sides = line.split(separator: " ")
    for scalar in sides[1].unicodeScalars { all[scalar] = String(sides[0]) }
  }
  return all
}()

func isMark(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .spacingMark, .enclosingMark: true
  default: false
  }
}
