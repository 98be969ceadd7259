import Foundation
import Testing

/// `almanac slots` and the pages must say the same.
@Suite struct SlotsTests {
  @Test func theSettingsHoldForTheCommandToo() throws {
    let folder = try ProgramFolder.demo()
    let slug = try #require(
      try folder.texts(
        """
        SELECT slug FROM mentor WHERE approval = 'approved' AND is_accepting = 1 AND person_id IN (
          SELECT mentor_id FROM availability) ORDER BY slug
        """
      ).first)
    let before = try folder.run("slots", slug)
    try #require(before.code == 0, "\(before.err)")
    try folder.write("title: T\npolicy:\n  horizon_days: 7\n  durations: [120]\n", to: "site.yaml")
    let after = try folder.run("slots", slug)
    #expect(after.out != before.out)
    #expect(before.out.split(separator: "\n").count > after.out.split(separator: "\n").count)
    #expect(try folder.run("slots", slug, "--duration", "60").code == 5)
  }

  @Test func thePagesListWhatTheCommandLists() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    for slug in try folder.texts("SELECT slug FROM mentor WHERE approval = 'approved' ORDER BY slug") {
      let command = try folder.run("slots", slug, "--duration", "30").out.split(separator: "\n").map { $0.prefix(20) }
      let page = try folder.read("public/mentors/\(slug)/index.html")
      let listed = page.components(separatedBy: "<li><time datetime=\"").dropFirst().map { $0.prefix(20) }
      #expect(command.sorted() == listed.sorted(), "\(slug)")
    }
  }
}
