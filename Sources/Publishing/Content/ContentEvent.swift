import CivilTime
import Diagnostics
import Markup

/// The event that a page announces, from its front matter's `event`.
public struct ContentEvent: Sendable, Equatable {
  public enum Times: Sendable, Equatable {
    /// Whole days, including the first and the last.
    case dates(ClosedRange<CivilDate>)
    case times(Interval, Zone)
  }
  public var times: Times
  /// May be empty.
  public var place: String
  public var isCancelled: Bool
}

/// Finds a zone by its IANA name; nil means the programme's own.
public typealias ZoneLookup = (String?) throws(Diagnostic) -> Zone

/// Reads `event` of a page's front matter:
///
/// ```yaml
/// event:
///   start: 2026-12-03T18:00      # or with an offset; 2026-12-24 for whole days
///   end: 2026-12-03T20:00        # of whole days the last one; without it one day
///   zone: Europe/Berlin          # without it the programme's
///   place: Library, room 2
///   cancelled: no
/// ```
/// - Returns: nil if there is no event or it is invalid; `keys` then contains the error.
func contentEvent(_ keys: inout YAMLMapping, zone: ZoneLookup) -> ContentEvent? {
  guard keys.has("event") else { return nil }
  if keys.isNothing("event") {
    _ = keys.node("event")
    keys.fail("event", "the event has no start", remedy: howToStart)
    return nil
  }
  var inner = keys.mapping("event")
  // Anything but a mapping has already been reported.
  let isMapping = !inner.diagnostics.hasErrors
  let place = inner.text("place") ?? ""
  let isCancelled = inner.flag("cancelled") ?? false
  let times = isMapping ? eventTimes(&inner, zone: zone) : nil
  let isSound = !inner.diagnostics.hasErrors
  keys.close(inner)
  guard isSound, let times else { return nil }
  return ContentEvent(times: times, place: place, isCancelled: isCancelled)
}

private let howToStart = "write start: 2026-12-03T18:00, or start: 2026-12-24 for a whole day"

private func eventTimes(_ keys: inout YAMLMapping, zone: ZoneLookup) -> ContentEvent.Times? {
  let start = keys.text("start")
  let end = keys.text("end")
  let name = keys.text("zone")
  var own: Zone?
  do throws(Diagnostic) {
    own = try zone(name)
  } catch {
    // The programme's own zone is reported where the settings name it.
    if name != nil { keys.fail("zone", error.message, remedy: error.remedy) }
  }
  guard let start else {
    if !keys.has("start") || keys.isNothing("start") {
      keys.fail("start", "the event has no start", remedy: howToStart)
    }
    return nil
  }
  if let first = CivilDate(iso: start) {
    guard years.contains(first.year) else { return wrong("start", start, &keys) }
    guard let end else { return .dates(first...first) }
    guard let last = CivilDate(iso: end), years.contains(last.year) else {
      keys.fail("end", "\"end\" is \"\(end)\"", remedy: "an event of whole days ends on a date, as 2026-12-31")
      return nil
    }
    guard first <= last else { return endsTooEarly(&keys) }
    return .dates(first...last)
  }
  guard let zone = own, let from = instant(start, "start", in: zone, &keys) else { return nil }
  guard let end else {
    if !keys.has("end") || keys.isNothing("end") {
      keys.fail("end", "the event has no end", remedy: "write end: 2026-12-03T20:00")
    }
    return nil
  }
  guard let until = instant(end, "end", in: zone, &keys) else { return nil }
  guard from < until else { return endsTooEarly(&keys) }
  return .times(Interval(start: from, end: until), zone)
}

/// The range of iCalendar's four-digit years and of all its readers, minus a day at either end.
private let years = 1970...9998

private func wrong(_ key: String, _ text: String, _ keys: inout YAMLMapping) -> ContentEvent.Times? {
  keys.fail(
    key, "\"\(key)\" is \"\(text)\"", remedy: "write a time as 2026-12-03T18:00, or a date as 2026-12-24")
  return nil
}

private func endsTooEarly(_ keys: inout YAMLMapping) -> ContentEvent.Times? {
  keys.fail("end", "the event ends before it starts", remedy: "exchange start and end")
  return nil
}

/// A date in front matter, optionally with a time of day.
struct ContentMoment: Hashable, Sendable {
  /// In the programme's zone.
  var date: CivilDate
  /// Nil for a date without a time, which begins at midnight of that zone.
  var instant: Instant?

  func hasCome(at now: Instant, today: CivilDate) -> Bool { instant.map { $0 <= now } ?? (date <= today) }

  /// The value as shown in diagnostics.
  var words: String { instant?.rfc3339 ?? date.iso }
}

/// Reads `publish`, `expires`, `date` or `updated`: a date or a time, in the programme's zone unless it has an offset.
func contentMoment(_ key: String, _ keys: inout YAMLMapping, zone: ZoneLookup) -> ContentMoment? {
  guard let written = keys.text(key) else { return nil }
  if let date = CivilDate(iso: written) { return ContentMoment(date: date) }
  // YAML allows a space between date and time.
  let text = String(decoding: written.utf8.enumerated().map { $0 == 10 && $1 == 0x20 ? 0x54 : $1 }, as: UTF8.self)
  guard Instant(rfc3339: text) != nil || LocalDateTime(iso: text) != nil else {
    keys.fail(
      key, "\"\(key)\" is \"\(written)\"", remedy: "write a date as 2026-11-24, or a time as 2026-11-24T18:00")
    return nil
  }
  // The programme's zone is reported where the settings name it.
  let home = homeZone(zone)
  return instant(text, key, in: home, &keys).map { ContentMoment(date: home.local(at: $0).date, instant: $0) }
}

/// The programme's zone; UTC if the settings name none that exists.
func homeZone(_ zone: ZoneLookup) -> Zone {
  do throws(Diagnostic) { return try zone(nil) } catch { return .utc }
}

/// Parses a local time of the zone, or an instant with its own offset.
private func instant(_ text: String, _ key: String, in zone: Zone, _ keys: inout YAMLMapping) -> Instant? {
  if let instant = Instant(rfc3339: text), years.contains(instant.dateUTC.year) { return instant }
  guard let local = LocalDateTime(iso: text), years.contains(local.date.year) else {
    _ = wrong(key, text, &keys)
    return nil
  }
  let instants = zone.instants(of: local)
  if instants.isEmpty {
    keys.fail(key, "the clock of \(zone.name) skips \(text)", remedy: "write another time")
  } else if instants.count > 1 {
    keys.warn(
      key, "the clock of \(zone.name) reads \(text) twice, and the first is taken",
      remedy: "write which one: \(instants.map(\.rfc3339).joined(separator: " or "))")
  }
  return instants.first
}
