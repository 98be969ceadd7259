import Bytes
import CivilTime
import Mentoring

/// An entry of the programme's calendar: an event of a page, or closed dates of the whole programme.
struct ProgrammeDate: Sendable {
  var times: ContentEvent.Times
  var title: String
  /// Nil for closed dates.
  var page: ContentPage?
  /// The latest change of its sources; the epoch if unknown.
  var changed: Instant
  /// Identifies it among all entries that the programme ever has.
  var key: String

  var isCancelled: Bool { page?.event?.isCancelled ?? false }

  /// The first and the last instant; in UTC for whole days.
  var span: Interval {
    switch times {
    case .dates(let dates):
      Interval(start: dates.lowerBound.startUTC, end: dates.upperBound.adding(days: 1).startUTC)
    case .times(let interval, _): interval
    }
  }
}

/// The events of all pages and the closed dates that end after `edge`, by time.
func programmeDates(_ content: Content, _ programme: Programme, _ strings: Strings, from edge: Instant)
  -> [ProgrammeDate]
{
  var all: [ProgrammeDate] = []
  for page in content.pages {
    guard let event = page.event else { continue }
    all.append(
      ProgrammeDate(
        times: event.times, title: page.title, page: page, changed: page.changed, key: "event \(page.route.path)"))
  }
  // The record and a file of holidays may contain the same dates, but a UID must not occur twice.
  var seen: Set<ClosedRange<CivilDate>> = []
  for closure in programme.closures.sorted(by: { !$0.reason.isEmpty && $1.reason.isEmpty })
  where seen.insert(closure.dates).inserted {
    all.append(
      ProgrammeDate(
        times: .dates(closure.dates),
        title: closure.reason.isEmpty
          ? strings.word("closed") : strings.sentence("calendar_closed", ["reason": closure.reason]),
        changed: closure.changed, key: "closed \(closure.dates.lowerBound.iso) \(closure.dates.upperBound.iso)"))
  }
  return all.filter { $0.span.end > edge }.sorted {
    ($0.span.start, $0.span.end, $0.title, $0.key) < ($1.span.start, $1.span.end, $1.title, $1.key)
  }
}

extension Strings {
  /// `Thursday, 3 December 2026, 18:00–20:00 (Europe/Berlin)`, `24 December 2026 – 3 January 2027`.
  func append(_ times: ContentEvent.Times, into sink: inout ByteSink) {
    switch times {
    case .dates(let dates) where dates.lowerBound == dates.upperBound:
      append(dateWithWeekday: dates.lowerBound, into: &sink)
    case .dates(let dates):
      append(date: dates.lowerBound, into: &sink)
      sink.append(" – ")
      append(date: dates.upperBound, into: &sink)
    case .times(let interval, let zone):
      if zone.local(at: interval.start).date == zone.local(at: interval.end).date {
        append(range: interval, in: zone, into: &sink)
      } else {
        append(moment: interval.start, in: zone, into: &sink)
        sink.append(" – ")
        append(moment: interval.end, in: zone, into: &sink)
      }
    }
  }
}
