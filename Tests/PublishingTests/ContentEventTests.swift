import CivilTime
import Testing

@testable import Publishing

/// `event` in the front matter of pages.
struct ContentEventTests {
  private func event(_ keys: String) throws -> (event: ContentEvent?, told: [String]) {
    let lines = keys.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let result = try loaded(["a.md": page("event:\n" + lines)])
    return (result.content.pages.first?.event, result.told)
  }

  @Test func timesAreReadingsOfTheZonesClock() throws {
    let berlin = try event(
      "start: 2026-12-03T18:00\nend: 2026-12-03T20:00\nzone: Europe/Berlin\nplace: Library, room 2")
    #expect(berlin.told == [])
    guard case .times(let interval, let zone)? = berlin.event?.times else {
      Issue.record("no times")
      return
    }
    #expect(interval.start.rfc3339 == "2026-12-03T17:00:00Z" && interval.end.rfc3339 == "2026-12-03T19:00:00Z")
    #expect(zone.name == "Europe/Berlin")
    #expect(berlin.event?.place == "Library, room 2" && berlin.event?.isCancelled == false)
    // Without a zone the programme's, and an offset of their own wins.
    let other = try event("start: 2026-12-03 18:00\nend: 2026-12-03T20:00:00+01:00\ncancelled: yes")
    #expect(other.told == [] && other.event?.isCancelled == true)
    #expect(
      other.event?.times
        == .times(
          Interval(
            start: try #require(Instant(rfc3339: "2026-12-03T18:00:00Z")),
            end: try #require(Instant(rfc3339: "2026-12-03T19:00:00Z"))), try testZone(nil)))
  }

  @Test func datesAreWholeDaysTheLastIncluded() throws {
    func date(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso)) }
    #expect(
      try event("start: 2026-12-24\nend: 2027-01-02").event?.times
        == .dates(try date("2026-12-24")...date("2027-01-02")))
    #expect(try event("start: 2026-12-24").event?.times == .dates(try date("2026-12-24")...date("2026-12-24")))
  }

  @Test(arguments: [
    (
      "end: 2026-12-03T20:00",
      "4:3: the event has no start; write start: 2026-12-03T18:00, or start: 2026-12-24 for a whole day"
    ),
    ("start: 2026-12-03T18:00", "4:3: the event has no end; write end: 2026-12-03T20:00"),
    (
      "start: soon\nend: 2026-12-03T20:00",
      "4:10: \"start\" is \"soon\"; write a time as 2026-12-03T18:00, or a date as 2026-12-24"
    ),
    (
      "start: 2026-02-29T18:00\nend: 2026-03-03T20:00",
      "4:10: \"start\" is \"2026-02-29T18:00\"; write a time as 2026-12-03T18:00, or a date as 2026-12-24"
    ),
    (
      "start: 0200-01-01",
      "4:10: \"start\" is \"0200-01-01\"; write a time as 2026-12-03T18:00, or a date as 2026-12-24"
    ),
    (
      "start: 2026-12-03T18:00\nend: 2026-12-03",
      "5:8: \"end\" is \"2026-12-03\"; write a time as 2026-12-03T18:00, or a date as 2026-12-24"
    ),
    (
      "start: 2026-12-03\nend: 2026-12-03T20:00",
      "5:8: \"end\" is \"2026-12-03T20:00\"; an event of whole days ends on a date, as 2026-12-31"
    ),
    ("start: 2026-12-03T18:00\nend: 2026-12-03T18:00", "5:8: the event ends before it starts; exchange start and end"),
    ("start: 2026-12-03\nend: 2026-12-02", "5:8: the event ends before it starts; exchange start and end"),
    (
      "start: 2026-03-29T02:30\nend: 2026-03-29T04:00\nzone: Europe/Berlin",
      "4:10: the clock of Europe/Berlin skips 2026-03-29T02:30; write another time"
    ),
    ("start: 2026-12-03\nplaec: x", "5:3: unknown key \"plaec\"; did you mean \"place\"?"),
    ("start: 2026-12-03\ncancelled: perhaps", "5:14: \"cancelled\" is \"perhaps\"; write yes or no"),
  ])
  func whatIsWrongIsToldWithItsPlace(keys: String, told: String) throws {
    let result = try event(keys)
    #expect(result.told == ["content/a.md:" + told])
    #expect(result.event == nil || told.contains("unknown key"))
  }

  @Test func anUnknownZoneComesWithTheNearest() throws {
    let result = try event("start: 2026-12-03T18:00\nend: 2026-12-03T20:00\nzone: Europe/Berln")
    #expect(result.event == nil && result.told.count == 1)
    #expect(result.told.first?.hasPrefix("content/a.md:6:9: ") == true)
    #expect(result.told.first?.contains("Europe/Berlin") == true, "\(result.told)")
  }

  @Test func aTimeThatComesTwiceIsTheFirstAndTold() throws {
    let result = try event("start: 2026-10-25T02:30\nend: 2026-10-25T04:00\nzone: Europe/Berlin")
    #expect(
      result.told == [
        "content/a.md:4:10: warning: the clock of Europe/Berlin reads 2026-10-25T02:30 twice, and the first is taken; write which one: 2026-10-25T00:30:00Z or 2026-10-25T01:30:00Z"
      ])
    guard case .times(let interval, _)? = result.event?.times else {
      Issue.record("no times")
      return
    }
    #expect(interval.start.rfc3339 == "2026-10-25T00:30:00Z")
  }

  @Test func onlyPagesAndNewsInvite() throws {
    let mapping = "event: {start: 2026-12-03}"
    for file in ["_index.md", "session-types.md", "mentors/ada.md"] {
      let told = try loaded([file: page(mapping)]).told
      #expect(told.count == 1 && told[0].contains("unknown key \"event\""), "\(file): \(told)")
    }
    for wrong in ["event:", "event: party", "event: [1]"] {
      let result = try loaded(["a.md": page(wrong)])
      #expect(result.told.count == 1 && result.told[0].hasPrefix("content/a.md:3:"), "\(result.told)")
      #expect(result.content.pages.first?.event == nil)
    }
  }
}
