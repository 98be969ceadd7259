/// A host name in ASCII (RFC 5890). Labels with other letters become `xn--` and Punycode (RFC 3492), in lower case,
/// with composed letters; full-width letters become ASCII. Nil if a label is empty, too long or contains a character
/// that is not allowed in host names, and for IPv4 addresses.
public func asciiHost(_ host: String) -> String? {
  var labels: [String] = []
  let isDot: (Unicode.Scalar) -> Bool = { [0x2E, 0x3002, 0xFF0E, 0xFF61].contains($0.value) }
  for part in host.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isDot) {
    guard let label = asciiLabel(composed(narrow(part).lowercased())) else { return nil }
    labels.append(label)
  }
  // RFC 3696, section 2: the last label is never all digits.
  if labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ?? true { return nil }
  let name = labels.joined(separator: ".")
  return labels.count > 1 && name.utf8.count <= 253 ? name : nil
}

private func asciiLabel(_ label: String) -> String? {
  if label.utf8.allSatisfy({ $0 < 0x80 }) {
    let isValid = label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    let hyphens = label.utf8.first == 0x2D || label.utf8.last == 0x2D
    return isValid && !hyphens && (1...63).contains(label.utf8.count) ? label : nil
  }
  let scalars = Array(label.unicodeScalars)
  guard scalars.indices.allSatisfy({ isPermitted(scalars, at: $0) }), scalars.first != "-", scalars.last != "-" else {
    return nil
  }
  let text = "xn--" + punycode(scalars.map { Int($0.value) })
  return text.utf8.count <= 63 ? text : nil
}

/// Whether a letter may be part of a label (RFC 5892, abridged). Letters that normalization or case folding would
/// change, such as the ligature ﬁ, are not allowed, because nobody can register such a name.
private func isPermitted(_ label: [Unicode.Scalar], at index: Int) -> Bool {
  let scalar = label[index]
  let before = index > 0 ? label[index - 1].value : 0
  let after = index + 1 < label.count ? label[index + 1].value : 0
  switch scalar.value {
  // The hyphen, ß and ς.
  case 0x2D, 0xDF, 0x3C2: return true
  // The middle dot of `gal·la`, and the joiners, which some Asian scripts need and which are invisible in other
  // scripts.
  case 0xB7: return before == 0x6C && after == 0x6C
  case 0x200C, 0x200D: return before >= 0x600 && after >= 0x600
  // Parts of Hangul syllables (conjoining jamo).
  case 0x1100...0x11FF: return false
  default: break
  }
  switch scalar.properties.generalCategory {
  case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber:
    return !scalar.properties.changesWhenNFKCCaseFolded
  default: return false
  }
}

/// Full-width ASCII (U+FF01 to U+FF5E), as written by Asian keyboards, converted to ASCII.
private func narrow(_ part: Substring.UnicodeScalarView) -> String {
  var text = String.UnicodeScalarView()
  for scalar in part {
    text.append((0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
  }
  return String(text)
}

/// Composes letters and combining marks to one scalar where one exists. Swift compares characters by canonical
/// equivalence, so the scalar that equals the character is its composed form.
private func composed(_ text: String) -> String {
  String(
    text.map { character in
      let scalars = character.unicodeScalars
      guard scalars.count > 1, let base = scalars.first?.value else { return character }
      for range in composedForms.first(where: { $0.bases.contains(base) })?.forms ?? [] {
        for value in range {
          if let scalar = Unicode.Scalar(value), Character(scalar) == character { return Character(scalar) }
        }
      }
      return character
    })
}

/// The ranges of composed forms for base letters: Latin, Greek, Cyrillic, Arabic, Indic scripts, kana.
private let composedForms: [(bases: ClosedRange<UInt32>, forms: [ClosedRange<UInt32>])] = [
  (0x61...0x24F, [0xC0...0x24F, 0x1E00...0x1EFF]), (0x370...0x3FF, [0x370...0x3FF, 0x1F00...0x1FFF]),
  (0x400...0x52F, [0x400...0x52F]), (0x600...0x6FF, [0x600...0x6FF]), (0x900...0xDFF, [0x900...0xDFF]),
  (0x3040...0x30FF, [0x3040...0x30FF]),
]

/// RFC 3492, section 6.3, with the parameters of section 5.
private func punycode(_ label: [Int]) -> String {
  let (base, most, least, skew, damp) = (36, 26, 1, 38, 700)
  let digit: (Int) -> Unicode.Scalar = { Unicode.Scalar(UInt8($0 < 26 ? $0 + 0x61 : $0 - 26 + 0x30)) }
  var output = String.UnicodeScalarView()
  for value in label where value < 0x80 { output.append(Unicode.Scalar(UInt8(value))) }
  let basic = output.count
  if basic > 0 { output.append("-") }
  var (next, delta, bias, handled) = (0x80, 0, 72, basic)
  while handled < label.count {
    let smallest = label.filter { $0 >= next }.min() ?? next
    delta += (smallest - next) * (handled + 1)
    next = smallest
    for value in label {
      if value < next { delta += 1 }
      guard value == next else { continue }
      var rest = delta
      var k = base
      while true {
        let threshold = k <= bias ? least : k >= bias + most ? most : k - bias
        if rest < threshold { break }
        output.append(digit(threshold + (rest - threshold) % (base - threshold)))
        rest = (rest - threshold) / (base - threshold)
        k += base
      }
      output.append(digit(rest))
      // Section 6.1.
      delta = handled == basic ? delta / damp : delta / 2
      delta += delta / (handled + 1)
      var steps = 0
      while delta > (base - least) * most / 2 {
        delta /= base - least
        steps += base
      }
      bias = steps + (base - least + 1) * delta / (delta + skew)
      delta = 0
      handled += 1
    }
    delta += 1
    next += 1
  }
  return String(output)
}
