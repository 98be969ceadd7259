/// How `ä ö ü` are written in ASCII.
public enum Umlauts: Sendable {
  /// `ae oe ue`, as in German.
  case german
  /// `a o u`.
  case plain

  /// - Parameter languages: BCP 47: the person's and the site's; one German one decides.
  public init(languages: String...) {
    let isGerman = languages.contains { $0.lowercased().split { !$0.isLetter }.first == "de" }
    self = isGerman ? .german : .plain
  }
}

/// Text as it is searched and compared: lower case, Latin letters without accents and as ASCII (`ł` is `l`, `æ` is `ae`),
/// one kind of hyphen and space, no apostrophes, quotation marks and invisible characters. The directory's script does
/// the same (`Templates/assets/almanac.js`; a test holds the two together).
public func searchKey(_ text: String) -> String { foldedLatin(text, .plain) }

/// As ``searchKey(_:)``, with a choice for umlauts.
func foldedLatin(_ text: String, _ umlauts: Umlauts) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.lowercased().unicodeScalars {
    switch scalar.value {
    // Apostrophes and quotation marks of any shape (O’Neil, Oʻzbek, O＇Neil), and the point between two l (Gal·la).
    case 0x27, 0x60, 0xB4, 0xB7, 0x2B9...0x2BF, 0x2018...0x201F, 0x2032, 0xFF07, 0xFF40: break
    case 0x140: result.append("l")
    case 0..<0x80: result.append(scalar)
    case 0x308 where umlauts == .german:
      // A letter and its own diaeresis.
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

/// The ASCII letters of every Latin letter beyond ASCII that has some.
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
