import Diagnostics
import Foundation
import Testing

@testable import Publishing

/// The table of the handbook's chapter on settings, against what the program reads.
@Suite struct HandbookSettingsTests {
  /// Key and default of each row.
  private let rows: [(key: String, standard: String)]

  init() throws {
    let text = try String(contentsOf: sourceFile("almanac/Handbook/settings.md"), encoding: .utf8)
    rows = text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, cells[0] != "key", !cells[0].hasPrefix("---") else { return nil }
      return (cells[0].replacingOccurrences(of: " *", with: ""), cells[2])
    }
  }

  @Test func everyKeyStandsInTheHandbookOnce() {
    #expect(rows.map(\.key).sorted() == SettingCase.all.map(\.key).sorted())
  }

  @Test(arguments: SettingCase.all) func theDefaultIsWhatTheHandbookSays(_ setting: SettingCase) throws {
    let told = try #require(rows.first { $0.key == setting.key }).standard
    if told == "–" {
      #expect(["nil", "t"].contains(setting.standard))
      return
    }
    let parts = setting.key.split(separator: ".")
    let line = parts.count == 1 ? "\(setting.key): \(told)" : "\(parts[0]):\n  \(parts[1]): \(told)"
    var diagnostics = Diagnostics()
    let settings = readSettings(Array("title: t\n\(line)\n".utf8), file: "site.yaml", into: &diagnostics)
    #expect(lines(of: diagnostics) == [])
    #expect(setting.value(try #require(settings)) == setting.standard)
  }

  /// The block of YAML is read as it stands.
  @Test func theExampleOfTermsIsRead() throws {
    let text = try String(contentsOf: sourceFile("almanac/Handbook/settings.md"), encoding: .utf8)
    let block = try #require(text.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
    var diagnostics = Diagnostics()
    let settings = readSettings(Array("title: t\n\(block)".utf8), file: "site.yaml", into: &diagnostics)
    #expect(lines(of: diagnostics) == [])
    #expect(settings?.goals?.first?.names["de"] == "Vorstellungsgespräch")
    #expect(settings?.sessionTypes?.first?.questions == ["What brings you here?"])
  }
}
