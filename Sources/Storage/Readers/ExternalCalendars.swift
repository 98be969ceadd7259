import CivilTime
import Diagnostics
import Mentoring

/// What mentors' own calendars and the programme's calendars of holidays say, for those who read hours. Whoever opens the
/// record gives it; it is asked from several workers.
public protocol ExternalCalendars: Sendable {
  /// When a mentor's own calendars keep her busy.
  ///
  /// - Parameters:
  ///   - slug: names her folder.
  ///   - zone: IANA name of her zone, for whole days and times without one.
  ///   - email: what she declined in her calendar does not keep her busy.
  func times(ofMentor slug: String, zone: String, email: String) throws(Diagnostic) -> ForeignTimes

  /// Dates that are closed for all mentors, with the names of the holidays; the same date may come more than once.
  func holidays() throws(Diagnostic) -> [ProgrammeClosure]
}

/// Busy times of calendars that are not almanac's.
public struct ForeignTimes: Sendable {
  public var busy: [Interval]
  /// Of events that may be sessions of the record, which came back in a calendar: by their UID.
  public var own: [String: [Interval]]

  public init(busy: [Interval] = [], own: [String: [Interval]] = [:]) {
    self.busy = busy
    self.own = own
  }
}
