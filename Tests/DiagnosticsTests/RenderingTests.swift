import Diagnostics
import Testing

struct RenderingTests {
  @Test func anErrorShowsPlaceLineAndRemedy() {
    let place = Place(file: "content/mentors/ada.md", line: 4, column: 1, excerpt: "topix: [compilers]", length: 5)
    let error = Diagnostic(at: place, "unknown key \"topix\"", remedy: "did you mean \"topics\"?")
    #expect(
      DiagnosticRenderer().render(error) == """
        content/mentors/ada.md:4:1: error: unknown key "topix"
          4 | topix: [compilers]
            | ^^^^^ did you mean "topics"?

        """)
  }

  @Test func anErrorWithoutAPlaceNamesTheProgram() {
    let error = Diagnostic("the record is missing", remedy: "make one with almanac init", exitCode: .databaseOrDisk)
    #expect(DiagnosticRenderer().render(error) == "almanac: error: the record is missing; make one with almanac init\n")
  }

  @Test func errorsAreSortedByPlaceAndCutAfterTheLimit() {
    let many = Diagnostics((1...25).reversed().map { Diagnostic(at: Place(file: "a", line: $0), "wrong") })
    let lines = DiagnosticRenderer().render(many).split(separator: "\n")
    #expect(lines.first == "a:1: error: wrong")
    #expect(lines.count == 21)
    #expect(lines.last == "almanac: 5 more not shown")
  }

  @Test func controlCharactersOfAFileNeverReachTheTerminal() {
    let text = DiagnosticRenderer().render(Diagnostic("bad name \"\u{1b}[2J\u{202e}\r\n\""))
    #expect(!text.unicodeScalars.dropLast().contains { $0.value < 0x20 || $0.value == 0x202e })
    #expect(text.utf8.contains(UInt8(ascii: "\\")))
  }

  @Test(arguments: [
    ("topix", "topics"), ("ttile", "title"), ("Europe/Berln", "Europe/Berlin"), ("zzz", nil), ("", nil),
  ])
  func theNearestNameIsOffered(typed: String, meant: String?) {
    #expect(nearestName(to: typed, among: ["topics", "title", "Europe/Berlin", "description"]) == meant)
  }

  @Test func theMostImportantExitCodeWins() {
    #expect(ExitCode.mostImportant([.failed, .invalidInput, .databaseOrDisk]) == .databaseOrDisk)
    #expect(ExitCode.mostImportant([.refused, .locked]) == .locked)
    #expect(ExitCode.mostImportant([]) == .done)
  }
}
