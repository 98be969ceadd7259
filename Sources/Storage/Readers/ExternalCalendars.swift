import CivilTime
import Diagnostics
import Mentoring

/// The mentors' own calendars and the programme's holiday calendars, for readers of hours. The code that opens the
/// record provides it; several workers call it in parallel.
public protocol ExternalCalendars: Sendable {
  /// The busy times of a mentor's own calendars.
  ///
  /// - Parameters:
  ///   - slug: the name of the mentor's folder.
  ///   - zone: the IANA name of the mentor's zone, for whole days and times without a zone.
  ///   - email: the mentor's address; events that this attendee declined do not count as busy.
  func times(ofMentor slug: String, zone: String, email: String) throws(Diagnostic) -> ForeignTimes

  /// Dates that are closed for all mentors, with the names of the holidays; a date may occur more than once.
  func holidays() throws(Diagnostic) -> [ProgrammeClosure]
}

/// Busy times from external calendars.
public struct ForeignTimes: Sendable {
  public var busy: [Interval]
  /// Busy times of events that may be sessions of the record imported back from a calendar, by UID.
  public var own: [String: [Interval]]

  public init(busy: [Interval] = [], own: [String: [Interval]] = [:]) {
    self.busy = busy
    self.own = own
  }
}
