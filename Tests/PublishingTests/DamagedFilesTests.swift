import Bytes
import CivilTime
import Diagnostics
import Testing

@testable import Publishing

/// Files that were well-formed once: whatever stands in them, reading ends with errors and never stops the program.
struct DamagedFilesTests {
  /// SplitMix64: the same damage on every run.
  struct Damage {
    var state: UInt64

    mutating func next(below end: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) >> 1) % max(1, end)
    }

    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      let signs = Array("-:{}[]&*!|>'\"%@`#,?\n\t \\<(~=".utf8) + [0x00, 0xFF, 0xC3, 0xE2, 0x0D, 0x85]
      for _ in 0...next(below: 6) {
        let at = next(below: bytes.count)
        switch next(below: 5) {
        case 0: bytes.removeSubrange(at..<min(bytes.count, at + next(below: 40)))
        case 1:
          bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + next(below: 40))], at: next(below: bytes.count))
        case 2: bytes.removeSubrange(at...)
        case 3:
          bytes.insert(contentsOf: repeatElement(signs[next(below: signs.count)], count: 1 + next(below: 50)), at: at)
        default: if at < bytes.count { bytes[at] = signs[next(below: signs.count)] }
        }
      }
      return bytes
    }
  }

  static let settings = """
    title: T
    language: de
    accent: "#3b5bdb"
    base_url: https://a.example/p
    policy: {notice: 60, durations: [30, 60], default_hours: "09:00-18:00"}
    rooms:
      template: "room-{rand8}"
      link: "https://a.example/{room}"
    feed: {refresh: P1DT1H}
    topics:
      - {slug: career, name: {en: Career, de: Beruf}}
    session_types:
      - slug: mock
        name: Mock
        duration: 60
        price: 4000
        currency: EUR
    """

  @Test(arguments: 0..<8) func damagedSettingsAreRead(seed: UInt64) {
    var damage = Damage(state: seed)
    for _ in 0..<60 {
      var diagnostics = Diagnostics()
      let bytes = damage.damaged(Array(Self.settings.utf8))
      let settings = readSettings(bytes, file: "site.yaml", into: &diagnostics)
      #expect(settings != nil || diagnostics.hasErrors)
      #expect(diagnostics.all.allSatisfy { $0.place?.line.map { (1...bytes.count + 1).contains($0) } ?? true })
      _ = DiagnosticRenderer().render(diagnostics)
    }
  }

  @Test(arguments: 0..<4) func damagedWordsAreRead(seed: UInt64) throws {
    var diagnostics = Diagnostics()
    let english = try #require(builtInStrings(into: &diagnostics))
    let bytes = try #require(EmbeddedFile.all.first { $0.path == "content/strings/en.yaml" }).bytes
    var damage = Damage(state: seed)
    for _ in 0..<6 {
      var found = Diagnostics()
      let strings = readStrings(damage.damaged(bytes), file: "de.yaml", fallback: english, into: &found)
      #expect(strings != nil || found.hasErrors)
      #expect(strings.map { $0.words.count == english.words.count } ?? true)
    }
  }

  @Test(arguments: 0..<8) func damagedPagesAreReadCheckedAndWritten(seed: UInt64) throws {
    let files = EmbeddedFile.all.filter { $0.path.hasSuffix(".md") && $0.path.hasPrefix("content/") }
    let today = try #require(CivilDate(iso: "2026-11-21"))
    var damage = Damage(state: seed)
    for _ in 0..<12 {
      var diagnostics = Diagnostics()
      let all = files.map { SiteFile(path: $0.path, bytes: damage.damaged($0.bytes)) }
      let content = loadContent(all, now: today.startUTC, drafts: true, zone: testZone, into: &diagnostics)
      content.checkLinks(others: [], into: &diagnostics)
      var sink = ByteSink()
      for page in content.pages { page.appendHTML(in: content, from: page.route, into: &sink) }
      #expect(String(validating: sink.bytes, as: UTF8.self) != nil)
      _ = DiagnosticRenderer().render(diagnostics)
    }
  }
}
