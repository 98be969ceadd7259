/// An index of a folder's zones by the names that people use for them.
struct ZoneIndex: Sendable {
  /// Zone names by their lower-case form.
  let byLowerName: [String: String]
  /// The zone of a city by its ``placeKey(_:)``.
  private let cities: [String: String]
  /// Names of places for the search for spelling errors, by their first letter.
  private let spellings: [UInt8: [(letters: [UInt8], zones: [String])]]

  /// - Parameter list: the folder's `tzdata.zi`.
  init(list: [UInt8]) {
    let (zones, links) = Self.names(in: list)
    byLowerName = Dictionary((zones + links).map { ($0.lowercased(), $0) }) { first, _ in first }
    var cities: [String: String] = [:]
    // A zone has precedence over a link with the same city: Europe/Istanbul over Asia/Istanbul.
    for name in zones.sorted() + links.sorted() {
      guard let city = Self.city(of: name) else { continue }
      cities[city] = cities[city] ?? name
    }
    self.cities = cities
    var spellings: [UInt8: [(letters: [UInt8], zones: [String])]] = [:]
    for place in Set(cities.keys).union(zonesOfPlaces.keys).sorted() {
      let letters = Array(place.utf8)
      guard letters.count >= Self.leastLetters else { continue }
      spellings[letters[0], default: []].append((letters, Self.zones(of: place, cities)))
    }
    self.spellings = spellings
  }

  /// The names of zones and of links in a `tzdata.zi`.
  static func names(in list: [UInt8]) -> (zones: [String], links: [String]) {
    var names: (zones: [String], links: [String]) = ([], [])
    for line in list.split(separator: 10) {
      let fields = line.prefix(200).split(separator: 32)
      switch (line.first, fields.count) {
      case (UInt8(ascii: "Z"), 2...): names.zones.append(String(decoding: fields[1], as: UTF8.self))
      case (UInt8(ascii: "L"), 3...): names.links.append(String(decoding: fields[2], as: UTF8.self))
      default: continue
      }
    }
    return names
  }

  /// The zones of a city or country, optionally after an area: `Beijing`, `Asia/Beijing`. If some are in the given
  /// area, only those.
  func zones(ofPlace text: String) -> [String] {
    let (area, key) = Self.parts(of: text)
    let all = Self.zones(of: key, cities)
    let near = all.filter { $0.lowercased().hasPrefix(area) }
    return near.isEmpty ? all : near
  }

  /// The zones in the given area of places whose name differs by one letter. Short names and names with another first
  /// letter do not match: Osaka is not Dhaka.
  func zones(ofMisspeltPlace text: String) -> [String] {
    let (area, key) = Self.parts(of: text)
    let letters = Array(key.utf8)
    let hasDigit = letters.contains { (0x30...0x39).contains($0) }
    guard letters.count >= Self.leastLetters - 1, !hasDigit, let near = spellings[letters[0]] else { return [] }
    return near.filter { differByOne($0.letters, letters) }.flatMap(\.zones).filter { $0.lowercased().hasPrefix(area) }
  }

  /// The minimum length of a name for the search for spelling errors.
  private static let leastLetters = 6

  private static func zones(of place: String, _ cities: [String: String]) -> [String] {
    (cities[place].map { [$0] } ?? []) + (zonesOfPlaces[place] ?? [])
  }

  /// The area in lower case with a slash (empty if there is none), and the key of the place.
  private static func parts(of text: String) -> (area: String, key: String) {
    let parts = text.split(separator: "/")
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return ("", placeKey(text)) }
    return (first.lowercased() + "/", placeKey(String(last)))
  }

  /// The city in a zone name, for zones in areas of the world. Nil for `Etc/` offsets and for parts of a country such
  /// as `Australia/South`.
  private static func city(of name: String) -> String? {
    let parts = name.split(separator: "/")
    guard parts.count > 1, areas.contains(String(parts[0])), let last = parts.last else { return nil }
    guard !name.utf8.contains(where: { (0x30...0x39).contains($0) }), !australianStates.contains(String(last)) else {
      return nil
    }
    return placeKey(String(last))
  }

  private static let areas: Set = [
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
  ]
  private static let australianStates: Set = ["ACT", "LHI", "NSW", "North", "South", "Victoria", "West"]
}

/// Whether one letter is wrong, missing or superfluous, or two adjacent letters are swapped.
private func differByOne(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard abs(left.count - right.count) <= 1 else { return false }
  var (first, second) = (left[...], right[...])
  while let one = first.first, one == second.first {
    first.removeFirst()
    second.removeFirst()
  }
  while let one = first.last, one == second.last {
    first.removeLast()
    second.removeLast()
  }
  return first.count <= 1 && second.count <= 1
    || first.count == 2 && second.count == 2 && first.first == second.last && first.last == second.first
}
