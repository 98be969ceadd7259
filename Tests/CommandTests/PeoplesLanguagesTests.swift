import Foundation
import Testing

/// People's own pages and feeds in their languages.
@Suite struct PeoplesLanguagesTests {
  @Test func aPersonsPagesAreInTheirOwnLanguage() throws {
    let folder = try LanguagesSiteTests.demo(["en", "de"])
    let rows = try folder.texts(
      "SELECT m.email || ' ' || s.email || ' ' || x.meeting_token FROM session x JOIN person m ON m.id = x.mentor_id JOIN person s ON s.id = x.student_id WHERE x.status = 'scheduled' AND x.start_at > 1795248000 ORDER BY x.id LIMIT 1"
    )
    let parts = try #require(rows.first).split(separator: " ").map(String.init)
    let (mentor, student, meeting) = (parts[0], parts[1], parts[2])
    func home(_ email: String) throws -> String {
      let token = try #require(try folder.texts("SELECT home_token FROM person WHERE email = '\(email)'").first)
      return "u/\(token)/index.html"
    }
    func language(_ path: String) throws -> String {
      LanguagesSiteTests.values(try folder.read("public/" + path), /<html lang="([^"]*)"/).first ?? ""
    }
    // The first verb writes what site.yaml says of events into the record, which concerns every page.
    try folder.say("tick")
    try folder.say("build")
    #expect(try language(home(student)) == "en")
    for (person, tag, own, both) in [
      (student, "de-AT", "de", "en"), (mentor, "de", "de", "de"), (student, "en-GB", "en", "en"),
      (mentor, "pt", "en", "en"), (student, "de-CH", "de", "en"), (mentor, "DE", "de", "de"),
    ] {
      try folder.say("person", "set", person, "--language", tag)
      let built = try folder.say("build").out
      #expect(!built.contains("pages,"), "an incremental build: \(built)")
      #expect(try language(home(person)) == own, "\(tag)")
      #expect(try language("m/\(meeting)/index.html") == both, "\(tag)")
      try folder.say("build", "-o", "cold")
      #expect(differences(try folder.tree(), try folder.tree("cold")).filter { $0 != "build.json" } == [], "\(tag)")
      try FileManager.default.removeItem(atPath: folder.path + "/cold")
    }
    let profile = try folder.read("public/" + home(student).replacing("index.html", with: "profile/index.html"))
    #expect(profile.contains("<dt>Sprache</dt><dd>Deutsch</dd>") && profile.contains("value=\"de-CH\""))
    let page = try folder.read("public/" + home(student))
    #expect(page.contains("href=\"../../de/mentors/") && page.contains("href=\"../../de/\""), "public pages in German")
    #expect(!page.contains("href=\"../../de/u/") && !page.contains("href=\"../../mentors/\""))
    let feed = try #require(try folder.texts("SELECT feed_token FROM person WHERE email = '\(student)'").first)
    #expect(try folder.read("public/feeds/\(feed).atom").contains("xml:lang=\"de\""))
  }

  @Test func termsAreNamedInThePagesLanguage() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.write(
      """
      title: Verbs
      languages: [en, de]
      base_url: https://verbs.example.org
      goals:
      - {slug: interview-prep, name: {en: Interviews, de: Vorstellungsgespräche}}
      - {slug: research, name: Research}

      """, to: "site.yaml")
    try folder.say("build")
    let path = "mentors/ada/connect/index.html"
    let (english, german) = (try folder.read("public/" + path), try folder.read("public/de/" + path))
    #expect(
      english.contains("<li>Interviews ") && german.contains("<li>Vorstellungsgespräche ")
        && german.contains("<li>Research "))
    #expect(try folder.page("connections/", of: "sam").text.contains("Interviews"))
    try folder.say("person", "set", "sam@example.org", "--language", "de")
    try folder.say("build")
    let own = try folder.page("connections/", of: "sam").text
    #expect(own.contains("Vorstellungsgespräche") && !own.contains("Interviews"), "\(own)")
    #expect(
      try folder.texts("SELECT name FROM goal WHERE slug = 'interview-prep'") == ["Interviews"], "the main language's")
  }

  @Test func newPeopleHaveTheListsLanguageOrTheSites() throws {
    let folder = try ProgramFolder()
    try folder.say("init")
    try folder.write("title: T\nlanguages: [de, en]\n", to: "site.yaml")
    try folder.write(
      "email,name,membershiptype,Language\na@x.org,A,Student,en-GB\nb@x.org,B,Student,\n", to: "members.csv")
    try folder.say("person", "import", "members.csv")
    try folder.say("person", "add", "--email", "c@x.org", "--name", "C", "--role", "student")
    let languages = "SELECT email || ' ' || language FROM person ORDER BY email"
    #expect(try folder.texts(languages) == ["a@x.org en-GB", "b@x.org de", "c@x.org de"])
    #expect(try folder.say("person", "import", "members.csv").out.contains("2 unchanged"))
    try folder.write("email,name,membershiptype,language\nb@x.org,B,Student,my_own\n", to: "members.csv")
    let refused = try folder.run("person", "import", "members.csv")
    #expect(
      refused.code == 5
        && refused.err.contains("members.csv:2: error: \"my_own\" is not a language; write a BCP 47 tag"))
    #expect(try folder.texts(languages)[1] == "b@x.org de")
  }
}
