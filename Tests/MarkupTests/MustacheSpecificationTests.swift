import Bytes
import Diagnostics
import Foundation
import Markup
import Testing

/// The official specification, run in lenient mode. Its files are not part of the repository:
/// `MUSTACHE_SPEC` says where they are (default `../shared/mustache-spec`). Without them ``MustacheLenientTests``
/// covers the same ground.
@Suite(.enabled(if: SpecificationFolder.isThere, "\(SpecificationFolder.whySkipped)"))
struct MustacheSpecificationTests {
  static let files =
    ["comments", "delimiters", "interpolation", "inverted", "partials", "sections"]
    .map { "\($0).json" } + ["~inheritance.json", "~dynamic-names.json"]

  @Test(arguments: files) func theSpecificationHolds(_ name: String) throws {
    let data = try Data(contentsOf: SpecificationFolder.url.appendingPathComponent(name))
    let suite = try JSONDecoder().decode(SpecificationFile.self, from: data)
    try #require(!suite.tests.isEmpty)
    for test in suite.tests {
      var sink = ByteSink()
      do {
        let template = try LenientTemplate(test.template, partials: test.partials ?? [:])
        try template.render(test.data.value, into: &sink)
        #expect(sink.string() == test.expected, "\(name): \(test.name): \(test.desc)")
      } catch {
        Issue.record("\(name): \(test.name): \(error)")
      }
    }
  }
}

private enum SpecificationFolder {
  static let wanted = ProcessInfo.processInfo.environment["MUSTACHE_SPEC"]
  static let url = URL(fileURLWithPath: wanted ?? "../shared/mustache-spec")
  static let whySkipped =
    "SKIPPED: the Mustache specification is not at \(url.path); set MUSTACHE_SPEC to its folder of .json files"

  /// A folder that was asked for by name must be there: its absence fails instead.
  static let isThere: Bool = {
    if wanted != nil || FileManager.default.fileExists(atPath: url.path) { return true }
    print(whySkipped)
    return false
  }()
}

private struct SpecificationFile: Decodable {
  struct Case: Decodable {
    let name: String
    let desc: String
    let data: JSONValue
    let template: String
    let partials: [String: String]?
    let expected: String
  }
  let tests: [Case]
}

private struct JSONValue: Decodable {
  let value: TemplateValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let bool = try? container.decode(Bool.self) {
      value = .bool(bool)
    } else if let number = try? container.decode(Int.self) {
      value = .text(String(number))
    } else if let number = try? container.decode(Double.self) {
      value = .text(String(number))
    } else if let text = try? container.decode(String.self) {
      value = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      value = .list(list.map(\.value))
    } else {
      value = .object(try container.decode([String: JSONValue].self).mapValues(\.value))
    }
  }
}
