/// Makes ids for headings: lower case, letters and digits of any script, hyphens between words, unique in a page.
struct HeadingSlugger {
  private var used: Set<String> = []
  /// The next number to try for a repeated text: a page of equal headings stays linear.
  private var next: [String: Int] = [:]

  mutating func id(for text: String) -> String {
    var octets: [UInt8] = []
    var isGap = false
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      // An accent or a vowel sign belongs to the letter before it; after a character that is not a letter it is
      // dropped.
      let isMark = [.nonspacingMark, .spacingMark].contains(properties.generalCategory) && !properties.isAlphabetic
      if isMark, isGap || octets.isEmpty { continue }
      guard isMark || properties.isAlphabetic || properties.numericType != nil else {
        isGap = !octets.isEmpty
        continue
      }
      if isGap { octets.append(UInt8(ascii: "-")) }
      isGap = false
      octets.append(contentsOf: properties.lowercaseMapping.utf8)
    }
    let base = octets.isEmpty ? "section" : String(decoding: octets, as: UTF8.self)
    var id = base
    while !used.insert(id).inserted {
      let number = next[base] ?? 2
      next[base] = number + 1
      id = "\(base)-\(number)"
    }
    return id
  }
}
