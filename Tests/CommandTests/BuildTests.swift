import Foundation
import Storage
import Testing

/// The program from the command line to the published files.
@Suite struct BuildTests {
  @Test func theSameInputsGiveTheSameBytesWhateverTheMachineIsLike() throws {
    let folder = try ProgramFolder.demo()
    let first = try folder.run("build", "--jobs", "1", "-o", "one")
    try #require(first.code == 0, "\(first.err)")
    let second = try folder.run(
      "build", "--jobs", "3", "-o", "two",
      environment: ["TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.UTF-8", "HOME": "/nonexistent"])
    try #require(second.code == 0, "\(second.err)")
    let (one, two) = (try folder.tree("one"), try folder.tree("two"))
    #expect(differences(one, two) == [])
    #expect(one.filter { $0.value.mtime != two[$0.key]?.mtime }.keys.sorted() == [])
    #expect(one.count > 200)
  }

  @Test func controlCharactersOfTheRecordReachNoPage() throws {
    let folder = try ProgramFolder.demo()
    try folder.sql(
      "UPDATE mentor SET headline = 'a' || char(27) || '[31m' || char(0) || 'b', version = version + 1 WHERE person_id = 1"
    )
    let run = try folder.run("build")
    try #require(run.code == 0, "\(run.err)")
    let pages = try folder.tree().filter { $0.key.hasSuffix(".html") }
    #expect(pages.contains { String(decoding: $0.value.bytes, as: UTF8.self).contains("a\u{FFFD}[31m\u{FFFD}b") })
    let spoiled = pages.filter { $0.value.bytes.contains { $0 < 32 && ![9, 10, 13].contains($0) } }
    #expect(spoiled.keys.sorted() == [])
  }

  @Test func aBuildOfTheSameTouchesNothing() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    let before = try folder.tree()
    let again = try folder.run("build")
    #expect(again.code == 0)
    #expect(again.out == "nothing has changed\n")
    #expect(try folder.tree() == before)
    let forced = try folder.run("build", "--force")
    #expect(forced.code == 0)
    #expect(try folder.tree().mapValues(\.bytes) == before.mapValues(\.bytes))
    #expect(forced.out.contains("; 0 written"))
  }

  @Test(arguments: [
    "UPDATE person SET name = 'Renamed', version = version + 1, changed_at = 1795200000 WHERE id = 3",
    "UPDATE person SET zone = 'Asia/Kathmandu', version = version + 1, changed_at = 1795200000 WHERE id = (SELECT max(id) FROM person)",
    "DELETE FROM availability WHERE mentor_id = 2",
    "UPDATE mentor SET headline = 'New words', is_accepting = 0, version = version + 1, changed_at = 1795200000 WHERE person_id = 1",
    "UPDATE review SET reply = 'Another answer', version = version + 1, changed_at = 1795200000 WHERE direction = 'student_to_mentor'",
    "UPDATE review SET text = 'Other words', version = version + 1, changed_at = 1795200000",
    """
    UPDATE session SET status = 'cancelled', cancelled_at = 1795200000, cancelled_by = 'mentor', cancel_reason = 'ill',
      sequence = sequence + 1, version = version + 1, changed_at = 1795200000
    WHERE id = (SELECT max(id) FROM session WHERE status = 'scheduled')
    """,
    "UPDATE session SET notes_before = 'Bring the notebook', version = version + 1, changed_at = 1795200000 WHERE status = 'scheduled'",
    "UPDATE connection SET status = 'REJECTED', reason = 'No time', responded_at = 1795200000, version = version + 1, changed_at = 1795200000 "
      + "WHERE status = 'PENDING'",
    "UPDATE topic SET name = 'Another name'",
    "UPDATE mentor SET approval = 'suspended', version = version + 1, changed_at = 1795200000 WHERE person_id = 2",
    "INSERT INTO closed_range (mentor_id, first_date, last_date) VALUES (NULL, '2026-11-25', '2026-11-28')",
    "INSERT INTO topic (slug, name) VALUES ('new-topic', 'New'); "
      + "INSERT INTO mentor_topic (mentor_id, topic_id) SELECT 1, id FROM topic WHERE slug = 'new-topic'",
    // What one mentor thinks of a student stands on the pages of the others.
    """
    INSERT INTO review (session_id, mentor_id, direction, author_id, stars, created_at, changed_at)
    SELECT s.id, s.mentor_id, 'mentor_to_student', s.mentor_id, 1, 1795200000, 1795200000 FROM session s
    WHERE s.status = 'completed'
      AND NOT EXISTS (SELECT 1 FROM review r WHERE r.session_id = s.id AND r.direction = 'mentor_to_student')
      AND (SELECT count(*) FROM connection c WHERE c.student_id = s.student_id AND c.status = 'ACCEPTED') > 1 LIMIT 3
    """,
    """
    UPDATE person SET name = 'Another Student', share_email = 1 - share_email, version = version + 1, changed_at = 1795200000
    WHERE id IN (SELECT student_id FROM connection)
    """,
    "UPDATE mentor SET job_title = 'Painter', hourly_rate = 9900, currency = 'EUR', version = version + 1 WHERE approval = 'approved'",
    """
    INSERT INTO waiting (mentor_id, student_id, created_at) SELECT m.person_id, p.id, 1795200000 FROM mentor m, person p
    WHERE p.is_student AND p.id <> m.person_id AND m.approval = 'approved' AND NOT EXISTS (
      SELECT 1 FROM waiting w WHERE w.mentor_id = m.person_id AND w.student_id = p.id) LIMIT 5
    """,
    """
    INSERT INTO credit (person_id, amount, currency, reason, created_at)
    SELECT id, 5000, 'EUR', 'paid', 1795200000 FROM person WHERE is_student LIMIT 2;
    UPDATE goal SET name = 'Another goal'; UPDATE subject SET name = name || ' again';
    DELETE FROM connection_goal WHERE connection_id IN (SELECT id FROM connection ORDER BY id LIMIT 4)
    """,
    """
    INSERT INTO attendee (session_id, person_id, partstat)
    SELECT id, student_id, 'DECLINED' FROM session WHERE status = 'scheduled' ON CONFLICT DO UPDATE SET partstat = 'DECLINED';
    UPDATE session SET price = 100, currency = 'EUR', version = version + 1 WHERE status = 'scheduled'
    """,
    "UPDATE request SET expires_at = start_at - 60, version = version + 1 WHERE status = 'pending'",
  ])
  func aBuildAfterAChangeIsABuildFromNothing(_ change: String) throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    try folder.sql(change)
    let next = try folder.run("build")
    try #require(next.code == 0, "\(next.err)")
    #expect(!next.out.contains("nothing has changed"))
    let cold = try folder.run("build", "-o", "cold")
    try #require(cold.code == 0, "\(cold.err)")
    // What was rendered again is not told as the size of the site.
    if next.out.contains(" pages, ") { #expect(next.out.prefix { $0 != ";" } == cold.out.prefix { $0 != ";" }) }
    #expect(differences(try folder.tree(), try folder.tree("cold")) == [])
  }

  @Test func anErasedMentorIsGoneFromEveryPage() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    let mentor = try #require(
      try folder.texts("SELECT email FROM person JOIN mentor ON person_id = id WHERE approval = 'approved'").first)
    let name = try #require(try folder.texts("SELECT name FROM person WHERE email = '\(mentor)'").first)
    let slug = try #require(
      try folder.texts(
        "SELECT slug FROM mentor JOIN person ON person_id = id WHERE name = '\(name.replacingOccurrences(of: "'", with: "''"))'"
      ).first)
    try FileManager.default.removeItem(atPath: folder.path + "/content/mentors/\(slug).md")
    let erased = try folder.run("person", "erase", mentor, "--yes")
    try #require(erased.code == 0, "\(erased.err)")
    #expect(try folder.run("db", "verify").code == 0)
    let next = try folder.run("build")
    try #require(next.code == 0, "\(next.err)")
    try #require(try folder.run("build", "-o", "cold").code == 0)
    #expect(differences(try folder.tree(), try folder.tree("cold")) == [])
    let escaped = name.replacingOccurrences(of: "'", with: "&#39;")
    for (path, file) in try folder.tree() where String(decoding: file.bytes, as: UTF8.self).contains(escaped) {
      Issue.record("\(path) still names \(name)")
    }
  }

  @Test func laterClocksAndOtherWordsAreInputsToo() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    try folder.write("---\ntitle: About us\n---\nHello.\n", to: "content/about.md")
    for arguments in [["build"], ["build", "--now", "2026-11-23T10:20:00Z"]] {
      let next = try folder.run(arguments)
      try #require(next.code == 0, "\(next.err)")
      #expect(next.out.contains(" written"))
      try #require(try folder.run(arguments + ["-o", "cold"]).code == 0)
      #expect(differences(try folder.tree(), try folder.tree("cold")) == [])
      try FileManager.default.removeItem(atPath: folder.path + "/cold")
    }
  }

  // Row S2-18.
  @Test func nothingPrivateStandsInPublicFiles() throws {
    let folder = try ProgramFolder.builtDemo()
    var secrets = try folder.texts("SELECT home_token FROM person UNION SELECT feed_token FROM person")
    secrets += try folder.texts("SELECT action_secret FROM person UNION SELECT meeting_token FROM session")
    secrets += try folder.texts("SELECT email FROM person UNION SELECT secret FROM meta")
    secrets += try folder.texts("SELECT room FROM session WHERE room IS NOT NULL")
    // Names of students stand nowhere in public but under reviews whose writer agreed.
    secrets += try folder.texts(
      """
      SELECT name FROM person p WHERE is_mentor = 0 AND NOT EXISTS (
        SELECT 1 FROM review r JOIN session s ON s.id = r.session_id WHERE s.student_id = p.id AND r.may_show_name = 1)
      """)
    secrets = secrets.filter { $0.utf8.count > 5 }
    try #require(secrets.count > 60)
    let sought = Set(secrets + secrets.map { $0.replacingOccurrences(of: "'", with: "&#39;") }).map { Data($0.utf8) }
    for (name, file) in try folder.tree() {
      if ["u/", "m/", "feeds/", "organiser/"].contains(where: name.hasPrefix), name.split(separator: "/").count > 2 {
        continue
      }
      if name.hasPrefix("feeds/"), name.hasSuffix(".ics") || name.hasSuffix(".atom") { continue }
      for secret in sought where file.bytes.range(of: secret) != nil {
        Issue.record("\(name) holds \(String(decoding: secret, as: UTF8.self))")
      }
    }
  }

  @Test func aPersonsPageHoldsNoOthersAddress() throws {
    let folder = try ProgramFolder.builtDemo()
    let homes = try folder.texts("SELECT home_token FROM person ORDER BY id")
    let feeds = try folder.texts("SELECT feed_token FROM person ORDER BY id")
    let secrets = try folder.texts("SELECT action_secret FROM person ORDER BY id")
    let owner = Dictionary(uniqueKeysWithValues: zip(homes, zip(feeds, secrets)))
    for (name, file) in try folder.tree() where name.hasPrefix("u/") && name != "u/index.html" {
      let home = String(name.split(separator: "/")[1])
      let own = try #require(owner[home])
      let text = String(decoding: file.bytes, as: UTF8.self)
      for other in homes where other != home && text.contains(other) { Issue.record("\(name) holds another's page") }
      for other in feeds where other != own.0 && text.contains(other) { Issue.record("\(name) holds another's feed") }
      for other in secrets where other != own.1 && text.contains(other) { Issue.record("\(name) holds a secret") }
    }
  }

  @Test func checkWritesNothing() throws {
    let folder = try ProgramFolder.demo()
    let before = try folder.tree(".")
    let checked = try folder.run("check")
    #expect(checked.code == 0 || checked.code == 1)
    #expect(try folder.tree(".").keys.sorted() == before.keys.sorted())
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/public"))
  }

  @Test func strictPublishesNothingWithWarnings() throws {
    let folder = try ProgramFolder.demo()
    try folder.write("Words of nobody.\n", to: "content/mentors/nobody-at-all.md")
    let strict = try folder.run("build", "--strict")
    #expect(strict.code == 1)
    #expect(strict.err.contains("there is no mentor \"nobody-at-all\""))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/public"))
    let lax = try folder.run("build")
    #expect(lax.code == 0)
  }

  @Test func whatVanishesFromTheRecordVanishesFromTheSite() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    let slug = try #require(try folder.texts("SELECT slug FROM mentor WHERE approval = 'approved' ORDER BY slug").first)
    #expect(try folder.tree()["mentors/\(slug)/index.html"] != nil)
    try folder.sql("UPDATE mentor SET approval = 'suspended', version = version + 1 WHERE slug = '\(slug)'")
    try FileManager.default.removeItem(atPath: folder.path + "/content/mentors/\(slug).md")
    let next = try folder.run("build")
    try #require(next.code == 0, "\(next.err)")
    #expect(try folder.tree().keys.filter { $0.hasPrefix("mentors/\(slug)/") } == [])
  }

  // Row S2-30.
  @Test func initMakesAProgrammeThatBuildsAndKeepsWhatIsThere() throws {
    let folder = try ProgramFolder()
    let made = try folder.run("init", "programme/new")
    try #require(made.code == 0, "\(made.err)")
    try folder.write("title: Mine\n", to: "programme/new/site.yaml")
    #expect(try folder.run("init", "programme/new").code == 0)
    #expect(try folder.read("programme/new/site.yaml") == "title: Mine\n")
    let built = try folder.run("-C", "programme/new", "build")
    #expect(built.code == 0, "\(built.err)")
    #expect(try folder.read("programme/new/public/index.html").contains("Mine"))
    let demo = try folder.run("init", "--demo", "demo")
    #expect(demo.code == 0, "\(demo.err)")
    #expect(try folder.run("-C", "demo", "build", "--strict").code == 0)
  }
}
