import Foundation
import Mentoring
import Testing

/// The handbook's tables of states are the tables that the rules use.
@Suite struct TransitionDrawingTests {
  private let page: String

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    page = try String(contentsOf: root.appendingPathComponent("Sources/Mentoring/Decisions/README.md"), encoding: .utf8)
  }

  @Test func connectionsAreDrawnAsTheyAre() {
    #expect(page.contains(drawn(connectionTransitions) { $0?.rawValue ?? "none" }))
  }

  @Test func bookingsAreDrawnAsTheyAre() {
    #expect(page.contains(drawn(bookingTransitions) { $0.rawValue }))
  }
}
