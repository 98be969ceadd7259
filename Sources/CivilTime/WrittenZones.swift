import Diagnostics

extension ZoneDirectory {
  /// The zone for a name from a list or a flag: an IANA name in any case, or the Windows name of a zone.
  ///
  /// An abbreviation such as `EST` is refused with a list of its places, even if the database has a zone of that name.
  /// An offset such as `UTC+2` is refused too. Neither determines when the clocks change.
  /// - Throws: a `Diagnostic` without a place that lists the possible zones.
  public func zone(written text: String) throws(Diagnostic) -> Zone {
    let name = trimmedName(text)
    if let places = zoneAbbreviations[name.uppercased()] {
      throw Diagnostic(
        "\"\(name)\" is an abbreviation, not a time zone", remedy: "write the zone of the place: \(choice(of: places))")
    }
    // The database also has a zone GMT+0, but it is no more the clock of a place than GMT+2 is.
    if name.utf8.count <= 64, writtenOffset(name) != nil { throw unknownZone(name) }
    do throws(Diagnostic) { return try zone(named: name) } catch {
      // The zone exists but its file is damaged: report that.
      if error.place != nil { throw error }
      if let same = index.byLowerName[name.lowercased()] ?? zoneName(ofWindows: name) { return try zone(named: same) }
      throw error
    }
  }

  /// The error for an unknown zone name.
  func unknownZone(_ name: String) -> Diagnostic {
    if names.isEmpty {
      return Diagnostic(
        "unknown time zone \"\(name)\": there is no list of zones in \(path)",
        remedy: "install the system's tzdata package, or choose another folder with --tzdir")
    }
    let (fault, remedy) = answer(toUnknown: name)
    return Diagnostic(fault, remedy: remedy)
  }

  /// The remedy for an unknown zone name.
  public func remedy(forUnknownZone name: String) -> String { answer(toUnknown: name).remedy }

  private func answer(toUnknown name: String) -> (fault: String, remedy: String) {
    let unknown = "unknown time zone \"\(name)\""
    let general = "write an IANA name such as Europe/Berlin"
    guard name.utf8.count <= 200 else { return (unknown, general) }
    let written = WrittenZone(name)
    // The database also contains GMT+0, which is an offset nevertheless.
    if written.offset == nil, index.byLowerName[name.lowercased()] == name {
      return (
        unknown,
        "\(path) lists it, but its file is missing or damaged: install the system's tzdata package again, or choose another folder with --tzdir"
      )
    }
    let near = candidates(for: written)
    func question(_ zones: [String]) -> String { "did you mean \(choice(of: zones.prefix(3).map { "\"\($0)\"" }))?" }
    guard let offset = written.offset else { return (unknown, near.isEmpty ? general : question(near)) }
    let atOffset = "the zone of the place\(places(at: offset))"
    if near.isEmpty {
      return (
        "\"\(name)\" is an offset from UTC, not a time zone: it does not say when the clocks change",
        "write \(atOffset)"
      )
    }
    let fitting = near.filter { isZone($0, everAt: offset) }
    if !fitting.isEmpty { return (unknown, question(fitting)) }
    let named = choice(of: Array(near.prefix(3)))
    return (
      "\"\(name)\" has an offset that \(named) never has", "write \(named) if the place is right, else \(atOffset)"
    )
  }

  /// The zones that the text may mean, most likely first. Text in parentheses decides between several.
  private func candidates(for written: WrittenZone) -> [String] {
    let name = written.outside.joined(separator: ", ").lowercased()
    if name.utf8.contains(UInt8(ascii: "/")), let zone = index.byLowerName[name] { return [zone] }
    let (outside, inside) = (candidates(for: written.outside), candidates(for: written.inside))
    let both = outside.filter { inside.contains($0) }
    return both.isEmpty ? unique(outside + inside) : both
  }

  /// Searches by the zone's name or abbreviation in words, then by cities and countries, and finally by spelling
  /// errors.
  ///
  /// - Parameter parts: the parts of the text between commas.
  private func candidates(for parts: [String]) -> [String] {
    let text = parts.joined(separator: ", ")
    guard !text.isEmpty else { return [] }
    // Abbreviations come before names, because the database has zones such as EST with a constant offset.
    if let places = zones(ofAbbreviations: text) { return places }
    if let same = index.byLowerName[text.lowercased()] { return [same] }
    let words = inWords(text)
    if let named = zoneNamesInWords[words] ?? zoneNamesInWords[words + " time"] { return named }
    if let zone = zoneName(ofWindows: text) ?? zoneName(ofWindows: words) { return [zone] }
    let spoken = parts.prefix(8).map(inWords).filter { !$0.isEmpty }
    let known = spoken.flatMap { index.zones(ofPlace: $0) }
    return unique(known.isEmpty ? spoken.flatMap { index.zones(ofMisspeltPlace: $0) } : known)
  }

  /// The zones of `EST`, or of `EST/EDT`, which matches places that use both.
  private func zones(ofAbbreviations text: String) -> [String]? {
    let words = text.uppercased().split(separator: "/").map(String.init)
    let places = words.compactMap { zoneAbbreviations[$0] }
    guard places.count == words.count, let first = places.first else { return nil }
    let common = first.filter { place in places.allSatisfy { $0.contains(place) } }
    return common.isEmpty ? unique(places.flatMap { $0 }) : common
  }

  /// Whether the zone's clock has this offset, in minutes east of UTC, in winter or in summer.
  private func isZone(_ name: String, everAt minutes: Int) -> Bool {
    guard let zone = try? zone(named: name) else { return false }
    // January and July of 2026, because the current time is not available here.
    return [1_768_435_200, 1_784_073_600].contains { zone.offset(at: Instant(seconds: $0)) == minutes * 60 }
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

private func unique(_ names: [String]) -> [String] {
  var all: [String] = []
  for name in names where !all.contains(name) { all.append(name) }
  return all
}

/// Normalizes a name to words: `Pacific  Standard Time` → `pacific time`.
private func inWords(_ name: String) -> String {
  let plain = String(name.lowercased().map { $0 == "’" ? "'" : $0 == "_" ? " " : $0 })
  return plain.split(whereSeparator: \.isWhitespace).filter { !["standard", "daylight", "summer"].contains($0) }
    .joined(separator: " ")
}
