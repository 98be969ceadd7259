import Bytes
import ICalendar

/// A content line taken apart by the grammar of RFC 5545 section 3.1, strictly.
public struct ReadProperty {
  public var name: String
  public var parameters: [(name: String, value: String)]
  public var value: String
}

public struct ReadComponent {
  public var kind: String
  public var properties: [ReadProperty] = []
  public var children: [ReadComponent] = []

  public func value(_ name: String) -> String? { properties.first { $0.name == name }?.value }
  public func all(_ kind: String) -> [ReadComponent] { children.filter { $0.kind == kind } }
}

/// A wrong octet, line or component, as a sentence.
public struct Finding: Error, CustomStringConvertible { public var description: String }

/// Physical lines, checked for CRLF, 75 octets, UTF-8 and controls.
public func physicalLines(_ octets: [UInt8]) throws -> [[UInt8]] {
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

public func unfolded(_ octets: [UInt8]) throws -> [String] {
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

public func readProperty(_ line: String) throws -> ReadProperty {
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

/// The one VCALENDAR of a file, valid by the standard as ``CalendarStandard`` keeps it.
public func readCalendar(_ octets: [UInt8]) throws -> ReadComponent {
  let calendar = try parseCalendar(octets)
  let wrong = violations(of: calendar)
  guard wrong.isEmpty else { throw Finding(description: wrong.joined(separator: "; ")) }
  return calendar
}

/// The one VCALENDAR of a file, whatever stands in it.
public func parseCalendar(_ octets: [UInt8]) throws -> ReadComponent {
  var stack = [ReadComponent(kind: "")]
  for line in try unfolded(octets) {
    let property = try readProperty(line)
    switch property.name {
    case "BEGIN": stack.append(ReadComponent(kind: property.value))
    case "END":
      guard stack.count > 1, let done = stack.popLast(), done.kind == property.value else {
        throw Finding(description: "END:\(property.value) closes nothing")
      }
      stack[stack.count - 1].children.append(done)
    default: stack[stack.count - 1].properties.append(property)
    }
  }
  guard stack.count == 1, stack[0].children.count == 1, stack[0].properties.isEmpty,
    stack[0].children[0].kind == "VCALENDAR"
  else { throw Finding(description: "not one VCALENDAR") }
  return stack[0].children[0]
}

/// Everything in a calendar that the standard does not allow: `VEVENT: UID is missing`. Beside the tables: a UID stands once
/// among the components of its kind, and each TZID has its VTIMEZONE (RFC 5545 sections 3.8.4.7 and 3.2.19).
public func violations(of calendar: ReadComponent) -> [String] {
  var method: CalendarMethod?
  if let name = calendar.value("METHOD") {
    guard let known = CalendarMethod(rawValue: name) else { return ["METHOD:\(name) is unknown"] }
    method = known
  }
  var found: [String] = []
  func look(_ component: ReadComponent) {
    guard let rules = CalendarStandard.rules(for: component.kind, method: method) else {
      found.append("\(component.kind) is unknown here")
      return
    }
    let properties = Dictionary(grouping: component.properties, by: \.name).mapValues { $0.map(\.value) }
    let components = Dictionary(grouping: component.children, by: \.kind).mapValues(\.count)
    found += rules.violations(properties, components).map { "\(component.kind): \($0)" }
    if component.kind == "VTIMEZONE", component.children.isEmpty {
      found.append("VTIMEZONE: neither STANDARD nor DAYLIGHT")
    }
    for child in component.children { look(child) }
  }
  look(calendar)
  let zones = calendar.all("VTIMEZONE").compactMap { $0.value("TZID") }
  let others = calendar.children.filter { $0.kind != "VTIMEZONE" }
  let inside = others + others.flatMap(\.children)
  for (kind, all) in Dictionary(grouping: inside, by: \.kind) {
    let uids = all.compactMap { $0.value("UID") }
    if Set(uids).count < uids.count { found.append("\(kind): a UID stands twice") }
  }
  let used = Set(inside.flatMap(\.properties).flatMap { $0.parameters.filter { $0.name == "TZID" }.map(\.value) })
  if Set(zones).count < zones.count { found.append("VTIMEZONE: a TZID stands twice") }
  for name in used.subtracting(zones).sorted() { found.append("there is no VTIMEZONE of \(name)") }
  return found
}

/// TEXT taken back (RFC 5545 section 3.3.11); an escape that does not exist is a finding.
public func unescaped(_ value: String) throws -> String {
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
