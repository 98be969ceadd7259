import BusyCalendars
import Bytes
import CivilTime
import Testing

@Suite struct ReaderAnswerTests {
  private static func text(_ answer: ReaderAnswer) -> [UInt8] {
    var sink = ByteSink()
    answer.write(into: &sink)
    return Array(sink.bytes)
  }

  private static var full: ReaderAnswer {
    var answer = ReaderAnswer()
    answer.busy = [Interval(start: Instant(seconds: -5), end: Instant(seconds: 60))]
    answer.own = ["6f1c2d3e-4a5b-4c6d-8e7f-001122334455": answer.busy]
    answer.holidays = [
      Holiday(dates: 20_000...20_001, label: EventLabel(name: "Winter break, all of it", changed: 1_795_248_000)),
      Holiday(dates: 20_005...20_005),
    ]
    answer.problems = [CalendarProblem(line: 12, "unknown time zone \"a b\": taken as UTC")]
    answer.isDamaged = true
    return answer
  }

  @Test func anAnswerIsReadAsItWasWritten() {
    for answer in [ReaderAnswer(), Self.full, ReaderAnswer(failure: "x")] {
      #expect(ReaderAnswer(Self.text(answer)) == answer)
    }
  }

  @Test func lessThanAWholeAnswerIsNone() {
    let whole = Self.text(Self.full)
    for count in 0..<(whole.count - 1) { #expect(ReaderAnswer(Array(whole[..<count])) == nil) }
    #expect(ReaderAnswer(whole + Array("busy 1 2\n".utf8)) == nil)
    #expect(ReaderAnswer(Array("almanac-reader 0\nend\n".utf8)) == nil)
    #expect(ReaderAnswer(Array("almanac-reader 2\nbusy 2 1\nend\n".utf8)) == nil)
    #expect(ReaderAnswer(Array("almanac-reader 2\nbusy 99999999999999999999 1\nend\n".utf8)) == nil)
  }

  @Test func aRequestIsReadAsItWasWritten() {
    let request = ReaderRequest(
      kind: .dates, window: Interval(start: Instant(seconds: 1), end: Instant(seconds: 2)), home: "UTC",
      me: ["B@x.org", "a@x.org"], zoneFolder: "/z")
    #expect(request.me == ["a@x.org", "b@x.org"])
    #expect(ReaderRequest(arguments: request.arguments) == request)
    #expect(ReaderRequest(arguments: ["0"] + request.arguments.dropFirst()) == nil)
  }
}
