import Diagnostics
import Publishing

/// An event of a page takes its SEQUENCE and DTSTAMP from the page's `updated`, since the same words must give the same bytes:
/// a change of its time without a change of `updated` may never reach calendars that have it. What was published is noted in
/// `.almanac/events`, so that such a change is told before it goes out.
extension SiteBuild {
  mutating func checkEvents(_ site: Site) {
    let known = Set((eventNotes.read("events") ?? []).split(separator: 10).map { String(decoding: $0, as: UTF8.self) })
    for event in site.eventVersions where !known.contains(event.line) {
      guard known.contains(where: { $0.hasPrefix(event.version) }) else { continue }
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: event.source),
          "the event is another one than in the published calendar, but the page's updated is the same: calendars that have it already may keep the old one",
          remedy: "write a later date into updated"))
    }
  }

  func noteEvents() {
    guard let site = sites?.main else { return }
    let lines = site.eventVersions.map(\.line)
    if lines.isEmpty && eventNotes.read("events") == nil { return }
    eventNotes.write("events", Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  private var eventNotes: CalendarCache {
    CalendarCache(folder: folder.file(".almanac"), mayWrite: invocation.command.name == "build")
  }
}
