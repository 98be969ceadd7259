import Diagnostics

extension ZoneDirectory {
  /// The zone that somebody wrote into a list or a flag: an IANA name in any case, or Windows' name of one.
  ///
  /// An abbreviation such as `EST` is asked back with its places, even where the database has a zone of that name, and an
  /// offset such as `UTC+2` is refused: neither says when the clocks change.
  /// - Throws: a `Diagnostic` without a place that names the zones which may be meant.
  public func zone(written text: String) throws(Diagnostic) -> Zone {
    let name = trimmedBlanks(text)
    if let places = zoneAbbreviations[name.uppercased()] {
      throw Diagnostic(
        "\"\(name)\" is an abbreviation, not a time zone", remedy: "write the zone of the place: \(choice(of: places))")
    }
    do throws(Diagnostic) { return try zone(named: name) } catch {
      // Not absent but damaged: that is the answer.
      if error.place != nil { throw error }
      let lower = name.lowercased()
      if let same = names.first(where: { $0.lowercased() == lower }) ?? zoneName(ofWindows: name) {
        return try zone(named: same)
      }
      throw error
    }
  }

  /// The error for a name that no zone has.
  func unknownZone(_ name: String) -> Diagnostic {
    let names = names
    if names.isEmpty {
      return Diagnostic(
        "unknown time zone \"\(name)\": there is no list of zones in \(path)",
        remedy: "install the system's tzdata package, or choose another folder with --tzdir")
    }
    if name.utf8.count <= 200, let offset = writtenOffset(name) {
      return Diagnostic(
        "\"\(name)\" is an offset from UTC, not a time zone: it does not say when the clocks change",
        remedy: "write the zone of the place\(places(at: offset))")
    }
    return Diagnostic("unknown time zone \"\(name)\"", remedy: remedy(forUnknownZone: name, among: names))
  }

  /// What to write instead of a name that no zone has.
  ///
  /// - Parameter names: ``names``, which a caller with many unknown names reads once.
  public func remedy(forUnknownZone name: String, among names: [String]) -> String {
    let general = "write an IANA name such as Europe/Berlin"
    guard name.utf8.count <= 200 else { return general }
    if let offset = writtenOffset(name) { return "write the zone of the place\(places(at: offset))" }
    let near = candidates(for: name, among: names)
    return near.isEmpty ? general : "did you mean \(choice(of: near.prefix(3).map { "\"\($0)\"" }))?"
  }

  /// Zones that `name` may mean, the likeliest first: by the zone's name or abbreviation in words, by a city, and only
  /// then by a spelling error.
  private func candidates(for name: String, among names: [String]) -> [String] {
    let text = inWords(name)
    let lower = name.lowercased()
    if let same = names.first(where: { $0.lowercased() == lower }) { return [same] }
    if let places = zoneAbbreviations[name.uppercased()] ?? zoneNamesInWords[text] { return places }
    if let zone = zoneName(ofWindows: name) ?? zoneName(ofWindows: text) { return [zone] }
    let cities = text.split(separator: ",").prefix(8).compactMap {
      zone(ofCity: trimmedBlanks(String($0)), among: names)
    }
    if !cities.isEmpty { return cities }
    return misspelt(name, among: names)
  }

  private func zone(ofCity city: String, among names: [String]) -> String? {
    guard city.utf8.count > 2 else { return nil }
    let ending = "/" + String(decoding: city.utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self)
    return names.first { $0.lowercased().hasSuffix(ending) }
  }

  /// One or two letters wrong, and never the letters of a number: `Etc/GMT+2` is the opposite of what `GMT+2` says.
  private func misspelt(_ name: String, among names: [String]) -> [String] {
    let known = names.filter { !$0.utf8.contains { (0x30...0x39).contains($0) } && $0.utf8.contains(0x2F) }
    let most = name.utf8.count < 9 ? 1 : 2
    if name.utf8.contains(0x2F) { return nearestName(to: name, among: known, atMost: most).map { [$0] } ?? [] }
    // A city alone: compared with the last part of each name.
    guard name.utf8.count >= 5 else { return [] }
    let cities = Dictionary(
      known.map { (String(decoding: Array($0.utf8).suffix(while: { $0 != 0x2F }), as: UTF8.self), $0) }
    ) { first, _ in first }
    return nearestName(to: name, among: cities.keys.sorted(), atMost: 1).flatMap { cities[$0] }.map { [$0] } ?? []
  }

  private func places(at offset: Int) -> String {
    guard let places = placesByOffset[offset] else { return ", such as Europe/Berlin" }
    let summer = places.summer.isEmpty ? "" : "in summer \(choice(of: places.summer))"
    if places.standard.isEmpty { return ": \(summer)" }
    return ": \(choice(of: places.standard))" + (summer.isEmpty ? "" : "; \(summer)")
  }
}

private func choice(of names: [String]) -> String {
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}

/// `(UTC-08:00) Pacific Standard Time (US & Canada)` → `pacific time`.
private func inWords(_ name: String) -> String {
  var text = ""
  var depth = 0
  for character in name.lowercased() {
    switch character {
    case "(": depth += 1
    case ")": depth = max(0, depth - 1)
    case "’": if depth == 0 { text.append("'") }
    case "_": if depth == 0 { text.append(" ") }
    default: if depth == 0 { text.append(character) }
    }
  }
  return text.split(separator: " ").filter { !["standard", "daylight", "summer"].contains($0) }.joined(separator: " ")
}

/// `GMT+2`, `UTC +02:00`, `+0530`, `(UTC-08:00)`: minutes east of UTC. Only an offset, nothing behind it.
private func writtenOffset(_ name: String) -> Int? {
  var text = Array(name.uppercased().utf8).filter { $0 != 0x20 && $0 != 0x28 && $0 != 0x29 }[...]
  for prefix in ["UTC", "GMT", "Z"] where text.starts(with: prefix.utf8) {
    text = text.dropFirst(prefix.utf8.count)
    break
  }
  var isWest = false
  switch text.first {
  case UInt8(ascii: "+"): text = text.dropFirst()
  case UInt8(ascii: "-"):
    isWest = true
    text = text.dropFirst()
  // U+2212 and U+2013, which word processors make of a hyphen.
  case 0xE2 where text.starts(with: [0xE2, 0x88, 0x92]) || text.starts(with: [0xE2, 0x80, 0x93]):
    isWest = true
    text = text.dropFirst(3)
  default: return nil
  }
  let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  let digits = parts.flatMap { $0 }
  guard (1...4).contains(digits.count), parts.count <= 2, digits.allSatisfy({ (0x30...0x39).contains($0) }),
    let number = Int(String(decoding: digits, as: UTF8.self))
  else { return nil }
  let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
  guard minutes <= 14 * 60 else { return nil }
  return isWest ? -minutes : minutes
}

private func trimmedBlanks(_ text: String) -> String {
  var bytes = Array(text.utf8)[...]
  while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
  while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}

extension Array {
  /// The last elements for which `holds` is true.
  fileprivate func suffix(while holds: (Element) -> Bool) -> ArraySlice<Element> {
    var start = endIndex
    while start > startIndex, holds(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
