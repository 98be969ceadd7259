import Bytes
import CivilTime

/// What a feed says about itself (RFC 7986 section 5, and the X- properties that clients read instead).
///
/// METHOD, UID, X-WR-TIMEZONE and LAST-MODIFIED are left out on purpose: each breaks some reader or makes the bytes
/// depend on the build.
package struct CalendarProperties {
  /// NAME and X-WR-CALNAME.
  package var name: Utf8
  package var description: Utf8 = .empty
  /// REFRESH-INTERVAL and X-PUBLISHED-TTL, in seconds; a number that is not positive leaves them out.
  package var refreshInterval = 3600
  /// A CSS3 colour name; only letters are written.
  package var color: Utf8 = .empty
  /// `#RRGGBB` for X-APPLE-CALENDAR-COLOR.
  package var appleColor: Utf8 = .empty

  package init(name: Utf8) { self.name = name }
}

/// A VEVENT (RFC 5545 section 3.6.1) of a feed: not recurring, without ORGANIZER and ATTENDEE. Empty text is left out.
package struct Event {
  package enum Status: Sendable { case tentative, confirmed, cancelled }
  package enum BusyStatus: Sendable { case free, tentative, busy }

  /// CONFERENCE (RFC 7986 section 5.11).
  package struct Conference {
    package struct Features: OptionSet, Sendable {
      package let rawValue: UInt8
      package init(rawValue: UInt8) { self.rawValue = rawValue }
      package static let audio = Features(rawValue: 1)
      package static let chat = Features(rawValue: 2)
      package static let phone = Features(rawValue: 4)
      package static let video = Features(rawValue: 8)
    }
    package var uri: Utf8
    package var features: Features
    package var label: Utf8

    package init(uri: Utf8, features: Features, label: Utf8 = .empty) {
      self.uri = uri
      self.features = features
      self.label = label
    }
  }

  /// A random UUID, never made of names, times or row numbers.
  package var uid: Utf8
  package var sequence = 0
  /// DTSTAMP: the last change of the row, not the build's time (RFC 5545 section 3.8.7.2, no METHOD).
  package var stamp: Instant
  package var created: Instant
  package var lastModified: Instant
  package var start: Instant
  /// After `start`.
  package var end: Instant
  /// Nil or a zone that is plain UTC: times as `…Z`.
  package var zone: Zone?
  package var summary: Utf8
  package var status = Status.confirmed
  /// TRANSP:TRANSPARENT: does not block time.
  package var isTransparent = false
  package var location: Utf8 = .empty
  package var url: Utf8 = .empty
  package var description: Utf8 = .empty
  package var conference: Conference?
  package var categories: [Utf8] = []
  /// A VALARM 15 minutes before the start.
  package var hasAlarm = false
  /// X-MICROSOFT-CDO-BUSYSTATUS.
  package var busyStatus: BusyStatus?

  /// Created, changed and stamped at `stamp`.
  package init(uid: Utf8, stamp: Instant, start: Instant, end: Instant, zone: Zone?, summary: Utf8) {
    self.uid = uid
    self.stamp = stamp
    self.created = stamp
    self.lastModified = stamp
    self.start = start
    self.end = end
    self.zone = zone
    self.summary = summary
  }
}

/// A VFREEBUSY (RFC 5545 section 3.6.4) for publishing as a file: no METHOD, no ORGANIZER, no details.
package struct FreeBusy {
  package var uid: Utf8
  package var stamp: Instant
  package var start: Instant
  package var end: Instant
  /// Merged and ascending by their type; cut to `start..<end` when written.
  package var busy: IntervalSet

  package init(uid: Utf8, stamp: Instant, start: Instant, end: Instant, busy: IntervalSet) {
    self.uid = uid
    self.stamp = stamp
    self.start = start
    self.end = end
    self.busy = busy
  }
}
