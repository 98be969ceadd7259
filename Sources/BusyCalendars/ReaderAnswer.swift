import Bytes
import CivilTime

/// The reader's answer for a file: lines of words separated by spaces. The last line is `end`, so that a truncated
/// answer is invalid.
///
/// ```
/// almanac-reader 4
/// busy 1795248000 1795251600
/// own 0b2f… 1795248000 1795251600
/// holiday 20780 20781 1795248000 Winter break
/// problem 12 unknown time zone "X": taken as Europe/Berlin
/// damaged
/// end
/// ```
public struct ReaderAnswer: Equatable, Sendable {
  /// Ascending, merged, inside the window.
  public var busy: [Interval] = []
  /// Busy times of events that may be almanac's own, by UID.
  public var own: [String: [Interval]] = [:]
  /// The holidays of a calendar of holidays, ascending.
  public var holidays: [Holiday] = []
  public var problems: [CalendarProblem] = []
  /// Events may be missing: the file is not a calendar or is truncated, or the reader failed.
  public var isDamaged = false

  public init() {}

  /// Creates the answer for a file that could not be read at all.
  public init(failure: String) {
    problems = [CalendarProblem(line: 0, failure)]
    isDamaged = true
  }

  private static let head = "almanac-reader \(ReaderRequest.version)"
  public func write(into sink: inout ByteSink) {
    sink.append(Self.head + "\n")
    func pair(_ word: StaticString, _ first: Int, _ second: Int) {
      sink.append(word)
      sink.appendDecimal(first)
      sink.append(" ")
      sink.appendDecimal(second)
      sink.append("\n")
    }
    for interval in busy { pair("busy ", interval.start.seconds, interval.end.seconds) }
    for (uid, intervals) in own.sorted(by: { $0.key < $1.key }) {
      for interval in intervals {
        sink.append("own \(uid) \(interval.start.seconds) \(interval.end.seconds)\n")
      }
    }
    func line(_ text: String) -> String {
      String(decoding: text.utf8.map { $0 < 32 || $0 == 127 ? 32 : $0 }, as: UTF8.self)
    }
    for holiday in holidays {
      let changed = holiday.label.changed.map { "\($0)" } ?? "-"
      sink.append("holiday \(holiday.dates.lowerBound) \(holiday.dates.upperBound) \(changed) ")
      sink.append(line(holiday.label.name) + "\n")
    }
    for problem in problems { sink.append("problem \(problem.line) \(line(problem.message))\n") }
    if isDamaged { sink.append("damaged\n") }
    sink.append("end\n")
  }

  /// Nil unless the bytes are a complete answer of this version.
  public init?(_ octets: [UInt8]) {
    var isWhole = false
    for (place, line) in octets.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      if isWhole {
        guard line.isEmpty else { return nil }
        continue
      }
      if place == 0 {
        guard String(decoding: line, as: UTF8.self) == Self.head else { return nil }
        continue
      }
      let words = line.split(separator: 32, maxSplits: 3, omittingEmptySubsequences: false)
      func number(_ index: Int) -> Int? {
        words.indices.contains(index) ? Int(String(decoding: words[index], as: UTF8.self)) : nil
      }
      func interval(_ index: Int) -> Interval? {
        guard let start = number(index), let end = number(index + 1), start < end else { return nil }
        return Interval(start: Instant(seconds: start), end: Instant(seconds: end))
      }
      switch String(decoding: words[0], as: UTF8.self) {
      case "busy":
        guard words.count == 3, let interval = interval(1) else { return nil }
        busy.append(interval)
      case "own":
        guard words.count == 4, let interval = interval(2) else { return nil }
        own[String(decoding: words[1], as: UTF8.self), default: []].append(interval)
      case "holiday":
        guard words.count == 4, let first = number(1), let last = number(2), first <= last,
          let blank = words[3].firstIndex(of: 32)
        else { return nil }
        let changed = Int(String(decoding: words[3][..<blank], as: UTF8.self))
        guard changed != nil || words[3].first == UInt8(ascii: "-") else { return nil }
        let name = String(decoding: words[3][(blank + 1)...], as: UTF8.self)
        holidays.append(Holiday(dates: first...last, label: EventLabel(name: name, changed: changed)))
      case "problem":
        guard words.count >= 3, let line = number(1) else { return nil }
        let text = Array(words[2...].joined(separator: [32]))
        problems.append(CalendarProblem(line: line, String(decoding: text, as: UTF8.self)))
      case "damaged": isDamaged = true
      case "end": isWhole = true
      default: return nil
      }
    }
    if !isWhole { return nil }
  }
}
