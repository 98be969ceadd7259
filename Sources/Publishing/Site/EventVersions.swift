import CivilTime

extension Site {
  /// The events of pages as calendars publish them: `page updated<tab>start end state place`. The part up to and
  /// including the tab is the version.
  public var eventVersions: [(version: String, line: String, source: String)] {
    dates.compactMap { date in
      guard let page = date.page, let event = page.event else { return nil }
      let version = "\(page.route.path) \(page.updated == nil ? "-" : page.changed.rfc3339)\t"
      let state = date.isCancelled ? "cancelled" : "confirmed"
      let place = String(decoding: event.place.utf8.map { $0 < 32 ? 32 : $0 }, as: UTF8.self)
      return (version, "\(version)\(date.span.start.rfc3339) \(date.span.end.rfc3339) \(state) \(place)", page.source)
    }
  }
}
