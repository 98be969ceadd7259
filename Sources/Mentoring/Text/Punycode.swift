/// A host's name in ASCII (RFC 5890): every label with other letters as `xn--` and Punycode (RFC 3492), in lower case and
/// with composed letters. Nil when a label is empty, too long, or holds what no host's name may hold.
public func asciiHost(_ host: String) -> String? {
  var labels: [String] = []
  let isDot: (Unicode.Scalar) -> Bool = { [0x2E, 0x3002, 0xFF0E, 0xFF61].contains($0.value) }
  for part in host.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isDot) {
    guard let label = asciiLabel(composed(String(part).lowercased())) else { return nil }
    labels.append(label)
  }
  let name = labels.joined(separator: ".")
  return labels.count > 1 && name.utf8.count <= 253 ? name : nil
}

private func asciiLabel(_ label: String) -> String? {
  if label.utf8.allSatisfy({ $0 < 0x80 }) {
    let isValid = label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    let hyphens = label.utf8.first == 0x2D || label.utf8.last == 0x2D
    return isValid && !hyphens && (1...63).contains(label.utf8.count) ? label : nil
  }
  let areLetters = label.unicodeScalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: true
    default: scalar == "-" || scalar.value == 0x200C || scalar.value == 0x200D || scalar.value == 0xB7
    }
  }
  guard areLetters, label.utf8.first != 0x2D, label.utf8.last != 0x2D else { return nil }
  let text = "xn--" + punycode(Array(label.unicodeScalars.map { Int($0.value) }))
  return text.utf8.count <= 63 ? text : nil
}

/// Letters with their marks as one scalar where there is one. Swift compares characters by canonical equivalence, so the
/// scalar that equals the character is its composed form.
private func composed(_ text: String) -> String {
  String(
    text.map { character in
      guard character.unicodeScalars.count > 1 else { return character }
      for range in [0xC0...0x24F, 0x1E00...0x1EFF] {
        for value in range {
          if let scalar = Unicode.Scalar(value), Character(scalar) == character { return Character(scalar) }
        }
      }
      return character
    })
}

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
