import Bytes
import CivilTime

/// The properties of a feed itself (RFC 7986 section 5, and the X- properties that clients read instead).
///
/// METHOD, UID, X-WR-TIMEZONE and LAST-MODIFIED are omitted on purpose: each one breaks some client or makes the bytes
/// depend on the build.
public struct CalendarProperties {
  /// NAME and X-WR-CALNAME.
  public var name: Utf8
  public var description: Utf8 = .empty
  /// REFRESH-INTERVAL and X-PUBLISHED-TTL, in seconds; omitted if the number is not positive.
  public var refreshInterval = 3600
  /// A CSS3 colour name; characters other than letters are omitted.
  public var color: Utf8 = .empty
  /// `#RRGGBB` for X-APPLE-CALENDAR-COLOR.
  public var appleColor: Utf8 = .empty

  public init(name: Utf8) { self.name = name }
}

/// A VEVENT (RFC 5545 section 3.6.1) of a feed: not recurring, without ORGANIZER and ATTENDEE. Empty text is omitted.
public struct Event {
  public enum Status: Sendable { case tentative, confirmed, cancelled }
  public enum BusyStatus: Sendable { case free, tentative, busy }

  /// CONFERENCE (RFC 7986 section 5.11).
  public struct Conference {
    public struct Features: OptionSet, Sendable {
      public let rawValue: UInt8
      public init(rawValue: UInt8) { self.rawValue = rawValue }
      public static let audio = Features(rawValue: 1)
      public static let chat = Features(rawValue: 2)
      public static let phone = Features(rawValue: 4)
      public static let video = Features(rawValue: 8)
    }
    public var uri: Utf8
    public var features: Features
    public var label: Utf8

    public init(uri: Utf8, features: Features, label: Utf8 = .empty) {
      self.uri = uri
      self.features = features
      self.label = label
    }
  }

  /// A random UUID, never derived from names, times or row numbers.
  public var uid: Utf8
  public var sequence = 0
  /// DTSTAMP: the time of the row's last change, not of the build (RFC 5545 section 3.8.7.2, no METHOD).
  public var stamp: Instant
  public var created: Instant
  public var lastModified: Instant
  public var start: Instant
  /// The end, after `start`.
  public var end: Instant
  /// The zone of the times. They are written as `…Z` if it is nil or plain UTC.
  public var zone: Zone?
  /// Whole days (inclusive), instead of `start` and `end`. RFC 5545 section 3.6.1: DTSTART is a DATE, and DTEND is the
  /// day after the last.
  public private(set) var dates: ClosedRange<CivilDate>?
  public var summary: Utf8
  public var status = Status.confirmed
  /// TRANSP:TRANSPARENT: the event does not block time.
  public var isTransparent = false
  public var location: Utf8 = .empty
  public var url: Utf8 = .empty
  public var description: Utf8 = .empty
  public var conference: Conference?
  public var categories: [Utf8] = []
  /// The minutes between a VALARM and the start; nil = no VALARM.
  public var alarmMinutes: Int?
  /// X-MICROSOFT-CDO-BUSYSTATUS.
  public var busyStatus: BusyStatus?

  /// An event whose creation time, change time and DTSTAMP are `stamp`.
  public init(uid: Utf8, stamp: Instant, start: Instant, end: Instant, zone: Zone?, summary: Utf8) {
    self.uid = uid
    self.stamp = stamp
    self.created = stamp
    self.lastModified = stamp
    self.start = start
    self.end = end
    self.zone = zone
    self.summary = summary
  }

  /// An event of whole days, which every client shows in its own time zone.
  public init(uid: Utf8, stamp: Instant, dates: ClosedRange<CivilDate>, summary: Utf8) {
    self.init(
      uid: uid, stamp: stamp, start: dates.lowerBound.startUTC, end: dates.upperBound.adding(days: 1).startUTC,
      zone: nil, summary: summary)
    self.dates = dates
  }
}

/// A VFREEBUSY (RFC 5545 section 3.6.4) for publishing as a file: no METHOD, no ORGANIZER, no details.
public struct FreeBusy {
  public var uid: Utf8
  public var stamp: Instant
  public var start: Instant
  public var end: Instant
  /// Busy times, merged and ascending by their type; clipped to `start..<end` when written.
  public var busy: IntervalSet

  public init(uid: Utf8, stamp: Instant, start: Instant, end: Instant, busy: IntervalSet) {
    self.uid = uid
    self.stamp = stamp
    self.start = start
    self.end = end
    self.busy = busy
  }
}
