import Foundation
import StandardReading
import Testing

/// Every calendar file of a whole site against the standard.
@Suite struct StandardFeedsTests {
  @Test func everyKindOfFileKeepsTheStandard() throws {
    let folder = try ProgramFolder()
    try folder.write(
      "title: Demo; all, of it\nbase_url: https://demo.example.org\nfeed: {alarm: yes}\n", to: "site.yaml")
    try folder.say("init", ".")
    try folder.say("demo", "--mentors", "8", "--students", "16", "--sessions", "160")
    try folder.sql(
      "UPDATE person SET is_organiser = 1, changed_at = changed_at + 1, version = version + 1 WHERE id = 1")
    try folder.say("availability", "close", "--everyone", "--from", "2026-12-24", "--until", "2026-12-31")
    try folder.write(
      "---\ntitle: Meet\nevent: {start: 2026-12-03T18:00, end: 2026-12-03T20:00, zone: Asia/Kathmandu}\n---\n",
      to: "content/meet.md")
    try folder.say("build")
    var kinds: [String: Int] = [:]
    var parts: [String: Int] = [:]
    for (path, file) in try folder.tree() where path.hasSuffix(".ics") || path.hasSuffix(".ifb") {
      let octets = [UInt8](file.bytes)
      let calendar = try parseCalendar(octets)
      let wrong = violations(of: calendar)
      #expect(wrong == [], "\(path)")
      #expect(calendar.value("METHOD") == nil)
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      kinds[path.hasPrefix("feeds/") ? "feed" : name, default: 0] += 1
      for part in calendar.children + calendar.children.flatMap(\.children) { parts[part.kind, default: 0] += 1 }
    }
    #expect(
      kinds.keys.sorted() == [
        "availability.ics", "calendar.ics", "feed", "free.ifb", "open.ics", "programme.ics", "session.ics",
      ])
    for part in ["VEVENT", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VFREEBUSY", "VAVAILABILITY", "AVAILABLE"] {
      #expect(parts[part, default: 0] > 0, "\(part)")
    }
  }
}
