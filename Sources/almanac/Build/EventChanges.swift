import Diagnostics
import Publishing

/// Checks for changed event times. An event takes its SEQUENCE and DTSTAMP from its page's `updated`, since the same
/// source must give the same bytes. If its time changes without `updated`, calendars that already have the event may
/// never show the change. Published events are therefore stored in `.almanac/events`, so that such a change is reported
/// before it is published.
extension SiteBuild {
  mutating func checkEvents(_ site: Site) {
    let known = knownEvents()
    for event in site.eventVersions where !known.contains(event.line) {
      guard known.contains(where: { $0.hasPrefix(event.version) }) else { continue }
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: event.source),
          "the event is another one than in the published calendar, but the page's updated is the same: calendars that have it already may keep the old one",
          remedy: "write a later date, or date and time, into updated: 2026-12-01T11:00"))
    }
  }

  /// The lines of the published events; empty the first time.
  private mutating func knownEvents() -> Set<String> {
    let path = folder.file(".almanac/events")
    do throws(Diagnostic) {
      guard try fileExists(path) else { return [] }
      let bytes = try readInput(path, limit: 64 << 20, mayWait: false)
      let lines = bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
      // In a truncated or edited file, a known event would look like another one.
      guard let end = lines.last, end == endLine(of: lines.dropLast()) else {
        throw Diagnostic(
          at: Place(file: path), "the file was cut or changed by another program",
          remedy: "nothing to do: this build writes it anew")
      }
      return Set(lines.dropLast())
    } catch {
      // The site does not depend on this file, but without a warning it would look as if nothing had changed.
      var finding = error
      finding.severity = .warning
      finding.message += "; a change of an event that calendars may miss is not seen in this build"
      diagnostics.add(finding)
      return []
    }
  }

  func noteEvents() {
    guard let site = sites?.main else { return }
    let lines = site.eventVersions.map(\.line)
    if lines.isEmpty && eventNotes.read("events") == nil { return }
    eventNotes.write("events", Array((lines + [endLine(of: lines[...])]).map { $0 + "\n" }.joined().utf8))
  }

  /// A checksum line, which shows whether the lines before it are complete and unchanged.
  private func endLine(of lines: ArraySlice<String>) -> String {
    var hash = InputHash()
    for line in lines { hash.add(line) }
    return "end \(hash.finish().prefix(16))"
  }

  private var eventNotes: CalendarCache {
    CalendarCache(folder: folder.file(".almanac"), mayWrite: invocation.command.name == "build")
  }
}
