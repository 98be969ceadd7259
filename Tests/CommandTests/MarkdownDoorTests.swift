import Foundation
import Testing

/// A Markdown text whose parsing would take half a minute is refused where it is written, and left out of the pages where
/// another program wrote it.
@Suite struct MarkdownDoorTests {
  private static let hostile = String(repeating: "- ", count: 12_000) + "a" + String(repeating: "\n", count: 24_000)

  @Test func verbsRefuseATextThatIsNestedTooDeep() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    for arguments in [
      ["session", "note", "S-1", "--before", Self.hostile], ["mentor", "set", "ada", "--bio", Self.hostile],
      ["mentor", "set", "ada", "--bio", (0..<200).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined()],
      ["mentor", "set", "ada", "--bio", String(repeating: "![[]()", count: 9000)],
      ["session", "note", "S-1", "--before", String(repeating: "a", count: 65_537)],
      ["session", "complete", "S-1", "--notes", Self.hostile, "--now", "2026-11-24T12:00:00Z"],
    ] {
      let run = try folder.run(arguments)
      #expect(run.code == 5, "\(arguments.prefix(3)): \(run.err)")
      #expect(
        run.err.contains("(rule message)") && run.err.contains("notes") || run.err.contains("--bio"), "\(run.err)")
    }
    #expect(try folder.texts("SELECT bio || notes_before || notes_after FROM mentor, session") == ["", ""])
  }

  @Test func aBuildLeavesOutWhatAnotherProgramWroteAndNamesTheRow() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.sql(
      """
      UPDATE mentor SET bio = '\(Self.hostile)', version = version + 1 WHERE slug = 'ada';
      UPDATE session SET notes_before = '\(Self.hostile)', version = version + 1
      """)
    let start = ContinuousClock.now
    for _ in 0..<2 {
      // The second has nothing to render, and still says what is missing.
      let run = try folder.run("build")
      #expect(run.code == 8, "\(run.err)")
      #expect(
        run.err.contains(
          "almanac.db: warning: mentor \"ada\", bio: the text is left out, since quotes and lists are nested more than 32 deep (line 1"
        ), "\(run.err)")
      #expect(run.err.contains("S-1, notes_before: the text is left out"), "\(run.err)")
      #expect(run.err.contains("almanac session note S-1 --before"))
    }
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(try folder.read("public/mentors/ada/index.html").contains("Ada Byron"))
    let check = try folder.run("check")
    #expect(check.code == 1 && check.err.contains("S-1, notes_before"))
    let json = try folder.json("build")
    #expect(json.code == 8 && json.document["exit"] as? Int == 8)
    try folder.say("mentor", "set", "ada", "--bio", "I *build*")
    try folder.say("session", "note", "S-1", "--before", "")
    try folder.say("build")
    #expect(try folder.run("build").out == "nothing has changed\n")
    #expect(try folder.read("public/mentors/ada/index.html").contains("<em>build</em>"))
  }

  @Test func checkNamesWhatOtherDialectsHave() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write("---\ntitle: T\n---\nText\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |\n", to: "content/t.md")
    try folder.say("mentor", "set", "ada", "--bio", "See\nhttps://ada.example")
    let run = try folder.run("check")
    #expect(run.code == 1)
    #expect(run.err.contains("content/t.md:6: warning: a table is not CommonMark"), "\(run.err)")
    #expect(run.err.contains("content/t.md:8: warning: ~~ is not CommonMark"), "\(run.err)")
    #expect(
      run.err.contains("mentor \"ada\", bio (line 2 of the text): a bare address is not CommonMark"), "\(run.err)")
    #expect(try folder.run("build").code == 0)
  }
}
