import Bytes

/// A content line taken apart by the grammar of RFC 5545 section 3.1, strictly.
struct ReadProperty {
  var name: String
  var parameters: [(name: String, value: String)]
  var value: String
}

struct ReadComponent {
  var kind: String
  var properties: [ReadProperty] = []
  var children: [ReadComponent] = []

  func value(_ name: String) -> String? { properties.first { $0.name == name }?.value }
  func all(_ kind: String) -> [ReadComponent] { children.filter { $0.kind == kind } }
}

/// A wrong octet, line or component, as a sentence.
struct Finding: Error, CustomStringConvertible { var description: String }

/// Components × properties: `1` exactly once, `?` at most once, `*` any number (RFC 5545 section 3.6, RFC 7986
/// section 4 for what this product writes). What stands in no row is a finding, unless it begins with `X-`.
let standard: [String: [String: Character]] = [
  "VCALENDAR": [
    "VERSION": "1", "PRODID": "1", "CALSCALE": "?", "NAME": "*", "DESCRIPTION": "*", "REFRESH-INTERVAL": "?",
    "COLOR": "?",
  ],
  "VEVENT": [
    "UID": "1", "DTSTAMP": "1", "DTSTART": "1", "DTEND": "?", "CREATED": "?", "LAST-MODIFIED": "?", "SEQUENCE": "?",
    "SUMMARY": "?", "STATUS": "?", "TRANSP": "?", "LOCATION": "?", "URL": "?", "DESCRIPTION": "?", "CONFERENCE": "*",
    "CATEGORIES": "*",
  ],
  "VALARM": ["ACTION": "1", "TRIGGER": "1", "DESCRIPTION": "1"],
  "VFREEBUSY": ["UID": "1", "DTSTAMP": "1", "DTSTART": "?", "DTEND": "?", "FREEBUSY": "*"],
  "VTIMEZONE": ["TZID": "1"],
  "STANDARD": ["DTSTART": "1", "TZOFFSETFROM": "1", "TZOFFSETTO": "1", "RRULE": "?", "TZNAME": "*"],
  "DAYLIGHT": ["DTSTART": "1", "TZOFFSETFROM": "1", "TZOFFSETTO": "1", "RRULE": "?", "TZNAME": "*"],
]

/// Physical lines, checked for CRLF, 75 octets, UTF-8 and controls.
func physicalLines(_ octets: [UInt8]) throws -> [[UInt8]] {
  var lines: [[UInt8]] = []
  var line: [UInt8] = []
  var index = 0
  while index < octets.count {
    if octets[index] == 13, index + 1 < octets.count, octets[index + 1] == 10 {
      if line.count > 75 { throw Finding(description: "\(line.count) octets in a line") }
      if String(validating: line, as: UTF8.self) == nil { throw Finding(description: "a line is not UTF-8 on its own") }
      if line.allSatisfy({ $0 == 32 }) { throw Finding(description: "a blank line") }
      lines.append(line)
      line = []
      index += 2
      continue
    }
    if octets[index] < 32 || octets[index] == 127 { throw Finding(description: "control octet \(octets[index])") }
    line.append(octets[index])
    index += 1
  }
  if !line.isEmpty { throw Finding(description: "the last line lacks CRLF") }
  return lines
}

func unfolded(_ octets: [UInt8]) throws -> [String] {
  var logical: [[UInt8]] = []
  for line in try physicalLines(octets) {
    if line.first == 32, !logical.isEmpty {
      logical[logical.count - 1] += line.dropFirst()
    } else {
      logical.append(line)
    }
  }
  return logical.map { String(decoding: $0, as: UTF8.self) }
}

func readProperty(_ line: String) throws -> ReadProperty {
  var rest = Array(line.unicodeScalars)[...]
  func take(until stops: Set<Unicode.Scalar>) -> String {
    var taken = String.UnicodeScalarView()
    while let next = rest.first, !stops.contains(next) { taken.append(rest.removeFirst()) }
    return String(taken)
  }
  var property = ReadProperty(name: take(until: [";", ":"]), parameters: [], value: "")
  while rest.first == ";" {
    rest.removeFirst()
    let name = take(until: ["="])
    guard rest.popFirst() == "=" else { throw Finding(description: "parameter without value: \(line)") }
    var value = ""
    if rest.first == "\"" {
      rest.removeFirst()
      value = take(until: ["\""])
      guard rest.popFirst() == "\"" else { throw Finding(description: "quote without end: \(line)") }
    } else {
      value = take(until: [";", ":", "\""])
    }
    property.parameters.append((name, value))
  }
  guard rest.popFirst() == ":", !property.name.isEmpty else { throw Finding(description: "no content line: \(line)") }
  var value = String.UnicodeScalarView()
  value.append(contentsOf: rest)
  property.value = String(value)
  return property
}

/// The one VCALENDAR of a file, valid by ``standard``.
func readCalendar(_ octets: [UInt8]) throws -> ReadComponent {
  var stack = [ReadComponent(kind: "")]
  for line in try unfolded(octets) {
    let property = try readProperty(line)
    switch property.name {
    case "BEGIN": stack.append(ReadComponent(kind: property.value))
    case "END":
      guard stack.count > 1, let done = stack.popLast(), done.kind == property.value else {
        throw Finding(description: "END:\(property.value) closes nothing")
      }
      try validate(done)
      stack[stack.count - 1].children.append(done)
    default: stack[stack.count - 1].properties.append(property)
    }
  }
  guard stack.count == 1, stack[0].children.count == 1, stack[0].properties.isEmpty else {
    throw Finding(description: "not one VCALENDAR")
  }
  return stack[0].children[0]
}

private func validate(_ component: ReadComponent) throws {
  guard let row = standard[component.kind] else { throw Finding(description: "component \(component.kind)") }
  var counts: [String: Int] = [:]
  for property in component.properties { counts[property.name, default: 0] += 1 }
  for (name, count) in counts where !name.hasPrefix("X-") {
    guard let allowed = row[name] else { throw Finding(description: "\(name) in \(component.kind)") }
    if allowed != "*", count > 1 { throw Finding(description: "\(name) \(count) times in \(component.kind)") }
  }
  for (name, wanted) in row where wanted == "1" && counts[name] == nil {
    throw Finding(description: "\(component.kind) lacks \(name)")
  }
}

/// TEXT taken back (RFC 5545 section 3.3.11); an escape that does not exist is a finding.
func unescaped(_ value: String) throws -> String {
  var result = String.UnicodeScalarView()
  var scalars = value.unicodeScalars.makeIterator()
  while let scalar = scalars.next() {
    if scalar == "," || scalar == ";" { throw Finding(description: "bare \(scalar) in TEXT") }
    guard scalar == "\\" else {
      result.append(scalar)
      continue
    }
    switch scalars.next() {
    case "n": result.append("\n")
    case let escaped? where ["\\", ";", ","].contains(escaped): result.append(escaped)
    default: throw Finding(description: "bad escape in \(value)")
    }
  }
  return String(result)
}
