import CYaml
import Diagnostics

/// The size limit in bytes of a file of settings, strings or front matter.
public let mostYAMLOctets = 1 << 20

/// Parses one YAML document with mappings, lists and scalars, which is what settings and front matter need.
///
/// Anchors, aliases, tags, several documents and duplicate keys are errors: each of them can give a file another
/// meaning than readers expect.
///
/// - Parameters:
///   - firstLine: the line of the file on which `bytes` begin.
///   - diagnostics: receives the errors, each with file, line and column.
/// - Returns: nil for an empty document, or if there was an error.
public func parseYAML(
  _ bytes: [UInt8], file: String, firstLine: Int = 1, into diagnostics: inout Diagnostics
) -> YAMLNode? {
  guard bytes.count <= mostYAMLOctets else {
    diagnostics.add(
      Diagnostic(at: Place(file: file), "the file has \(bytes.count) octets, more than \(mostYAMLOctets)"))
    return nil
  }
  guard String(validating: bytes, as: UTF8.self) != nil else {
    diagnostics.add(Diagnostic(at: Place(file: file), "the file is no UTF-8 text", remedy: "save it as UTF-8"))
    return nil
  }
  // A byte order mark is not part of the text: libyaml would read it as indentation, and editors do not count it.
  let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  var reader = YAMLEvents(text, file: file, firstLine: firstLine)
  do throws(Diagnostic) {
    return try reader.document(text)
  } catch {
    diagnostics.add(error)
    return nil
  }
}

/// One pass through libyaml's events.
private struct YAMLEvents {
  private let file: String
  private let firstLine: Int
  private let lines: [ArraySlice<UInt8>]
  /// The start of each line as libyaml counts them, with the index in ``lines``. libyaml also ends lines at a lone
  /// carriage return and at U+0085, U+2028 and U+2029.
  private let starts: [(octet: Int, line: Int)]
  private static let mostDepth = 32
  private var parser = yaml_parser_t()
  /// The last place found: a line with many values is scanned once, and its text stored once.
  private var last = (line: -1, characters: 0, octets: 0, excerpt: "")

  init(_ bytes: [UInt8], file: String, firstLine: Int) {
    self.file = file
    self.firstLine = firstLine
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    self.lines = lines
    starts = lines.indices.flatMap { number in
      let line = lines[number]
      return [(line.startIndex, number)]
        + line.indices.dropFirst().filter { isBreak(in: line, before: $0) }.map { ($0, number) }
    }
  }

  mutating func document(_ bytes: [UInt8]) throws(Diagnostic) -> YAMLNode? {
    guard yaml_parser_initialize(&parser) == 1 else { throw Diagnostic("libyaml does not start", exitCode: .failed) }
    defer { yaml_parser_delete(&parser) }
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    defer { input.deallocate() }
    input.update(from: bytes, count: bytes.count)
    yaml_parser_set_input_string(&parser, input, bytes.count)
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    var root: YAMLNode?
    while true {
      var event = try next()
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_END_EVENT: return root
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      case YAML_DOCUMENT_START_EVENT:
        if root != nil {
          throw Diagnostic(at: place(event.start_mark), "a second document begins", remedy: "keep one in a file")
        }
      default: root = try node(event, depth: 0)
      }
    }
  }

  private mutating func next() throws(Diagnostic) -> yaml_event_t {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else {
      var problem = parser.problem.map { String(cString: $0) } ?? "the file cannot be read"
      // For "while parsing a flow sequence", the position of the bracket that is not closed.
      if let context = parser.context, let line = place(parser.context_mark).line {
        problem += ", \(String(cString: context)) from line \(line)"
      }
      throw Diagnostic(
        at: place(parser.problem_mark), "broken YAML: \(problem)",
        remedy: "check the indentation, and quote texts that hold \": \", \" #\" or begin with a sign")
    }
    return event
  }

  /// The node that begins with an event; reads up to its end.
  private mutating func node(_ event: yaml_event_t, depth: Int) throws(Diagnostic) -> YAMLNode {
    let start = place(event.start_mark)
    guard depth < Self.mostDepth else { throw Diagnostic(at: start, "values are nested more than 32 deep") }
    switch event.type {
    case YAML_SCALAR_EVENT: return .scalar(try scalar(event))
    case YAML_SEQUENCE_START_EVENT:
      try refuse(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, at: start)
      var items: [YAMLNode] = []
      while true {
        var inner = try next()
        defer { yaml_event_delete(&inner) }
        if inner.type == YAML_SEQUENCE_END_EVENT { return .sequence(items, place: start) }
        items.append(try node(inner, depth: depth + 1))
      }
    case YAML_MAPPING_START_EVENT:
      try refuse(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, at: start)
      return .mapping(try entries(depth: depth), place: start)
    case YAML_ALIAS_EVENT:
      throw Diagnostic(at: start, "an alias (*) stands here", remedy: "write the value out")
    default: throw Diagnostic(at: start, "a value is missing")
    }
  }

  private mutating func entries(depth: Int) throws(Diagnostic) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    while true {
      var event = try next()
      defer { yaml_event_delete(&event) }
      if event.type == YAML_MAPPING_END_EVENT { return entries }
      let keyPlace = place(event.start_mark)
      guard event.type == YAML_SCALAR_EVENT else {
        throw Diagnostic(at: keyPlace, "a key must be a word, not a list or mapping")
      }
      let key = try scalar(event)
      if let first = lines[key.text] {
        throw Diagnostic(
          at: key.place, "the key \"\(key.text)\" is given twice", remedy: "the first is in line \(first); keep one")
      }
      lines[key.text] = keyPlace.line
      var value = try next()
      defer { yaml_event_delete(&value) }
      entries.append(YAMLEntry(key: key.text, keyPlace: key.place, value: try node(value, depth: depth + 1)))
    }
  }

  private mutating func scalar(_ event: yaml_event_t) throws(Diagnostic) -> YAMLScalar {
    let data = event.data.scalar
    var start = place(event.start_mark)
    try refuse(anchor: data.anchor, tag: data.tag, at: start)
    let octets = UnsafeBufferPointer(start: data.value, count: data.length)
    // The mark's column counts characters; at most one line is underlined.
    start.length = max(1, Int(event.end_mark.index) - Int(event.start_mark.index))
    let text = String(decoding: octets, as: UTF8.self)
    // Escapes such as \0 create characters that are not allowed in a text.
    if let wrong = text.unicodeScalars.first(where: isForbidden) {
      throw Diagnostic(
        at: start, "the text holds \(codePoint(wrong))", remedy: "write it without signs that cannot be seen")
    }
    return YAMLScalar(
      text: text, isPlain: data.style == YAML_PLAIN_SCALAR_STYLE, place: start)
  }

  private func refuse(
    anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, at place: Place
  ) throws(Diagnostic) {
    if anchor != nil { throw Diagnostic(at: place, "an anchor (&) stands here", remedy: "write the value out") }
    if tag != nil { throw Diagnostic(at: place, "a tag (!) stands here", remedy: "leave it out") }
  }

  /// Column from 1 in bytes: libyaml counts characters from 0.
  private mutating func place(_ mark: yaml_mark_t) -> Place {
    let index = Int(mark.line)
    guard starts.indices.contains(index) else {
      return Place(file: file, line: max(0, lines.count - 1) + firstLine, column: 1)
    }
    let line = lines[starts[index].line]
    let start = starts[index].octet - line.startIndex
    if last.line != index { last = (index, 0, start, String(decoding: line, as: UTF8.self)) }
    if last.characters > Int(mark.column) { (last.characters, last.octets) = (0, start) }
    for octet in line[(line.startIndex + last.octets)...] {
      if last.characters == Int(mark.column), octet & 0xC0 != 0x80 { break }
      if octet & 0xC0 != 0x80 { last.characters += 1 }
      last.octets += 1
    }
    return Place(
      file: file, line: starts[index].line + firstLine, column: last.octets + 1, excerpt: last.excerpt)
  }
}

/// Control characters except tab, line feed and carriage return.
private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0..<0x20, 0x7F...0x9F: true
  default: false
  }
}

/// Whether one of libyaml's other line ends precedes a byte of a line.
private func isBreak(in line: ArraySlice<UInt8>, before index: Int) -> Bool {
  switch line[index - 1] {
  case 0x0D: true
  case 0x85: index - 2 >= line.startIndex && line[index - 2] == 0xC2
  case 0xA8, 0xA9: index - 3 >= line.startIndex && line[index - 2] == 0x80 && line[index - 3] == 0xE2
  default: false
  }
}
