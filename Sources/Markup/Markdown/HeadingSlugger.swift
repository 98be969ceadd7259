/// Makes ids for headings: lower case, letters and digits of any script, hyphens between words, unique in a page.
struct HeadingSlugger {
  private var used: Set<String> = []

  mutating func id(for text: String) -> String {
    var octets: [UInt8] = []
    var isGap = false
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      guard properties.isAlphabetic || properties.numericType != nil else {
        isGap = !octets.isEmpty
        continue
      }
      if isGap { octets.append(UInt8(ascii: "-")) }
      isGap = false
      octets.append(contentsOf: properties.lowercaseMapping.utf8)
    }
    let base = octets.isEmpty ? "section" : String(decoding: octets, as: UTF8.self)
    var id = base
    var number = 2
    while !used.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    return id
  }
}
