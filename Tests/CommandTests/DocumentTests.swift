import Foundation
import Testing

/// `--json` of build, check and db verify: one document, whatever comes of them.
@Suite struct DocumentTests {
  private func object(_ run: ProgramFolder.Run) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any], "\(run.out)")
  }

  private func list(_ run: ProgramFolder.Run) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]], "\(run.out)")
  }

  @Test func aBuildsDocumentHasItsCounts() throws {
    let folder = try ProgramFolder.demo()
    let said = try folder.run("build", "--dry-run").out
    let dry = try object(try folder.run("build", "--dry-run", "--json"))
    #expect((dry["changes"] as? [String])?.contains("+ index.html") == true)
    let first = try object(try folder.run("build", "--json"))
    for (key, words) in [("pages", "pages"), ("feeds", "feeds"), ("slots", "open slots"), ("written", "to write")] {
      let number = try #require(first[key] as? Int)
      #expect(said.contains("\(number) \(words)"), "\(key) in \(said)")
    }
    #expect(first["ok"] as? Bool == true && first["exit"] as? Int == 0 && first["output"] as? String == "public")
    #expect(first["removed"] as? Int == 0 && (first["changes"] as? [Any])?.isEmpty == true)
    let outputs = try #require(first["written"] as? Int) + #require(first["unchanged"] as? Int)
    let again = try object(try folder.run("build", "--json"))
    #expect(again["written"] as? Int == 0)
    #expect(
      abs(try #require(again["unchanged"] as? Int) - outputs) <= 1, "all but build.json, which tells of the build")
    #expect(again["pages"] is NSNull, "nothing was counted")
  }

  @Test func warningsAndErrorsAreObjectsWithPlaceCauseAndRemedy() throws {
    let folder = try ProgramFolder.demo()
    try folder.write("Words of nobody.\n", to: "content/mentors/nobody-at-all.md")
    let built = try folder.run("build", "--json")
    #expect(built.code == 0)
    let warnings = try #require(try object(built)["warnings"] as? [[String: Any]])
    let warning = try #require(warnings.first)
    #expect(warnings.count == 1 && warning["cause"] as? String == "there is no mentor \"nobody-at-all\"")
    #expect((warning["place"] as? [String: Any])?["file"] as? String == "content/mentors/nobody-at-all.md")
    #expect(warning["severity"] as? String == "warning" && warning["remedy"] is NSNull)
    #expect(built.err.contains("warning: there is no mentor"), "people read it as before")
    let strict = try folder.run("build", "--strict", "--json", "--force")
    #expect(strict.code == 1)
    #expect(try object(strict)["ok"] as? Bool == false)
    try folder.write("title: Demo\ntopix: x\n", to: "site.yaml")
    let broken = try folder.run("build", "--json")
    #expect(broken.code == 5)
    let document = try object(broken)
    let errors = try #require(document["errors"] as? [[String: Any]])
    #expect(document["exit"] as? Int == 5 && document["ok"] as? Bool == false)
    #expect(errors.first?["cause"] as? String == "unknown key \"topix\"")
    #expect(errors.first?["remedy"] as? String == "did you mean \"topics\"?")
    let place = try #require(errors.first?["place"] as? [String: Any])
    #expect(place["file"] as? String == "site.yaml" && place["line"] as? Int == 2 && place["column"] as? Int == 1)
    #expect(broken.err.contains("site.yaml:2:1: error: unknown key"))
  }

  @Test func checkListsItsFindings() throws {
    let folder = try ProgramFolder.verbs(site: "mail: {from: bookings@example.org}\n")
    #expect(try list(try folder.run("check", "--json")).isEmpty)
    try folder.say("availability", "set", "ada", "--day", "MO")
    try folder.say("mentor", "set", "grace", "--durations", "600")
    let run = try folder.run("check", "--json")
    #expect(run.code == 1)
    let causes = try list(run).compactMap { $0["cause"] as? String }
    #expect(causes.contains { $0.hasPrefix("mentor \"grace\" is open for 480 minutes") }, "\(causes)")
    try folder.write("title: [\n", to: "site.yaml")
    let broken = try folder.run("check", "--json")
    #expect(broken.code == 5)
    #expect(try list(broken).allSatisfy { $0["severity"] as? String == "error" && $0["place"] is [String: Any] })
  }

  @Test func verifyListsItsFindings() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    let fine = try folder.run("db", "verify", "--json")
    #expect(fine.code == 0 && fine.out == "[]\n")
    try folder.sql("UPDATE person SET is_mentor = 0, version = version + 1 WHERE id = 1")
    let run = try folder.run("db", "verify", "--json")
    #expect(run.code == 1)
    let cause = try list(run).first?["cause"] as? String
    #expect(cause == "a mentor without the role who is not suspended: person 1")
    try folder.write("no record", to: "almanac.db")
    let broken = try folder.run("db", "verify", "--json")
    #expect(broken.code == 6)
    #expect(try list(broken).count == 1)
  }
}
