import Foundation
import Testing

/// The Atom feeds and the JSON documents of a programme that commands have made.
@Suite struct ChangesFeedTests {
  /// The entries of a feed: what stands between their tags.
  private func entries(_ folder: ProgramFolder, _ path: String) throws -> [[String: String]] {
    try folder.read("public/" + path).components(separatedBy: "<entry>\n").dropFirst().map { text in
      var entry: [String: String] = [:]
      for tag in ["id", "title", "updated", "content"] {
        let match = try #require(
          text.firstMatch(of: try Regex("<\(tag)[^>]*>([^<]*)</\(tag)>", as: (Substring, Substring).self)))
        entry[tag] = String(match.1)
      }
      entry["href"] = text.firstMatch(of: /href="([^"]*)"/).map { String($0.1) }
      return entry
    }
  }

  private func changes(_ folder: ProgramFolder, of person: String, at now: String) throws -> [[String: String]] {
    try folder.say("build", at: now)
    return try entries(folder, "feeds/\(try folder.token("feed", of: person)).atom")
  }

  // Row S1-20.
  @Test func whatHappensToASessionIsToldToBothUnderOneName() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("grace", "sam")
    try #require(try folder.run(ProgramFolder.booking("grace", "sam")).code == 0)
    let asked = try changes(folder, of: "sam", at: ProgramFolder.now)
    let uid = try #require(try folder.texts("SELECT uid FROM request").first)
    let request = try #require(asked.first { $0["id"] == "urn:uuid:\(uid)" })
    #expect(request["title"] == "Pending: Mock interview (Grace Hopper)")
    #expect(request["content"]?.contains("Tuesday, 24 November 2026, 10:00–11:00 (UTC)") == true)
    #expect(request["href"] == nil)
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org", at: "2026-11-21T09:00:00Z")
    for (person, other) in [("sam", "Grace Hopper"), ("grace", "Student Sam")] {
      let told = try changes(folder, of: person, at: "2026-11-21T09:00:00Z")
      let same = told.filter { $0["id"] == "urn:uuid:\(uid)" }
      #expect(same.map { $0["title"] } == ["Scheduled: Mock interview (\(other))"])
      #expect(same.first?["updated"] == "2026-11-21T09:00:00Z")
      let meeting = try #require(try folder.texts("SELECT meeting_token FROM session").first)
      #expect(same.first?["href"] == "https://verbs.example.org/m/\(meeting)/")
      #expect(
        told.contains { $0["title"] == "Connected: \(other)" && $0["content"]?.contains("I want to learn") == true })
    }
    try folder.say(
      "session", "cancel", "S-1", "--reason", "Ill & <sorry>", "--as", "sam@example.org", at: "2026-11-21T10:00:00Z")
    let cancelled = try changes(folder, of: "grace", at: "2026-11-21T10:00:00Z")
    #expect(cancelled.first?["id"] == "urn:uuid:\(uid)")
    #expect(cancelled.first?["title"] == "Cancelled: Mock interview (Student Sam)")
    #expect(cancelled.first?["content"]?.contains("Ill &amp; &lt;sorry&gt;") == true)
    #expect(try changes(folder, of: "kim", at: "2026-11-21T10:00:00Z").isEmpty)
  }

  @Test func aReviewIsToldAndWhatAMentorThinksOfAStudentIsNot() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let after = "2026-11-24T12:00:00Z"
    try folder.say("session", "complete", "S-1", "--as", "ada@example.org", at: after)
    try folder.say(
      "review", "add", "S-1", "--stars", "5", "--text", "Very clear", "--as", "sam@example.org", at: after)
    try folder.say(
      "review", "add", "S-1", "--stars", "2", "--text", "Badly prepared", "--as", "ada@example.org", at: after)
    for person in ["sam", "ada"] {
      let told = try changes(folder, of: person, at: after)
      #expect(
        told.contains {
          $0["title"]?.hasPrefix("Rated: Mock interview") == true && $0["content"] == "5 of 5 stars\nVery clear"
        })
      #expect(!told.contains { $0["content"]?.contains("Badly") == true || $0["content"]?.contains("2 of 5") == true })
    }
    let review = try #require(
      try entries(folder, "mentors/ada/feed.atom").first { $0["title"]?.contains("review") == true })
    #expect(review["title"] == "Ada Byron: review by a student")
    #expect(review["updated"] == "2026-11-24T12:00:00Z")
    try folder.say(
      "review", "reply", "S-1", "--text", "Thank you", "--as", "ada@example.org", at: "2026-11-24T13:00:00Z")
    try folder.say("build", at: "2026-11-24T13:00:00Z")
    let replied = try #require(try entries(folder, "mentors/ada/feed.atom").first { $0["id"] == review["id"] })
    #expect(replied["updated"] == "2026-11-24T13:00:00Z")
    #expect(replied["content"]?.contains("Thank you") == true)
  }

  @Test func aWeekIsToldWhenTheHorizonReachesItAndStaysAsItWas() throws {
    let folder = try ProgramFolder.verbs()
    func weeks(at now: String) throws -> [String: String] {
      try folder.say("build", at: now)
      let all = try entries(folder, "mentors/ada/feed.atom").filter {
        $0["title"]?.contains("open for booking") == true
      }
      return Dictionary(uniqueKeysWithValues: all.map { ($0["title"] ?? "", $0["updated"] ?? "") })
    }
    // 28 days: on Sunday, 22 November slots until 20 December are open, on Monday the week that begins on the 21st comes in.
    let first = try weeks(at: "2026-11-22T23:45:00Z")
    #expect(first.count == 4)
    #expect(first["Ada Byron: open for booking, 14 December – 20 December 2026, week 51"] == "2026-11-16T00:00:00Z")
    let second = try weeks(at: "2026-11-23T00:00:00Z")
    #expect(
      Set(second.keys).subtracting(first.keys) == [
        "Ada Byron: open for booking, 21 December – 27 December 2026, week 52"
      ])
    #expect(second["Ada Byron: open for booking, 21 December – 27 December 2026, week 52"] == "2026-11-23T00:00:00Z")
    for (title, updated) in second where first[title] != nil { #expect(first[title] == updated) }
    // A booking opens nothing.
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    #expect(try weeks(at: "2026-11-23T00:00:00Z") == second)
  }

  @Test func onlyTheOwnersAddressStandsInAFeed() throws {
    let folder = try ProgramFolder.demo()
    try folder.say("build")
    let secrets = try folder.texts(
      "SELECT home_token FROM person UNION SELECT feed_token FROM person UNION SELECT action_secret FROM person")
    let feeds = try folder.tree().filter { $0.key.hasPrefix("feeds/") && $0.key.hasSuffix(".atom") }
    #expect(feeds.count == (try folder.texts("SELECT id FROM person").count))
    for (name, file) in feeds {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for secret in secrets where !name.contains(secret) && text.contains(secret) { Issue.record("\(name): \(secret)") }
    }
  }

  @Test func theCoreHasNeitherFeedsOfChangesNorDocuments() throws {
    let folder = try ProgramFolder.demo()
    try folder.say("build", "--only", "core", "-o", "core")
    let core = try folder.tree("core").keys
    #expect(core.contains { $0.hasSuffix("open.ics") })
    #expect(!core.contains { $0.hasPrefix("api/") || $0.hasSuffix(".atom") })
    try folder.say("build", "--public-only", "-o", "open")
    let open = try folder.tree("open").keys
    #expect(open.contains("api/v1/mentors.json") && open.contains("api/v1/mentor.schema.json"))
    #expect(!open.contains { $0.hasPrefix("feeds/") && $0.hasSuffix(".atom") })
  }

  // Row S3-27.
  @Test func aMentorsDocumentHoldsWhatHerPageShows() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say(
      "mentor", "set", "ada", "--headline", "Says \"no\" </script>", "--hourly-rate", "4550", "--currency", "EUR")
    try folder.say("build")
    let data = Data(try folder.read("public/api/v1/mentors/ada.json").utf8)
    let ada = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(ada["headline"] as? String == "Says \"no\" </script>")
    #expect(ada["url"] as? String == "https://verbs.example.org/mentors/ada/")
    #expect((ada["topics"] as? [[String: String]])?.map { $0["slug"] } == ["career", "compilers"])
    #expect(ada["rating"] is NSNull && ada["photo"] is NSNull)
    #expect(ada["next_opening"] as? String == "2026-11-21T10:00:00Z")
    let prices = try #require(ada["prices"] as? [[String: Any]])
    #expect(prices.map { $0["minutes"] as? Int } == [30, 60, 90, 120])
    #expect((prices[2]["price"] as? [String: Any])?["amount"] as? Int == 6825)
    #expect(!String(decoding: data, as: UTF8.self).contains("ada@example.org"))
    let all = try JSONSerialization.jsonObject(with: Data(try folder.read("public/api/v1/mentors.json").utf8))
    #expect(
      ((all as? [String: Any])?["mentors"] as? [[String: Any]])?.map { $0["slug"] as? String } == ["ada", "grace"])
  }
}
