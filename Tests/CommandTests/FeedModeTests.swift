import Testing

/// Feed or invitation: what the pages recommend. The feed is there and complete either way.
@Suite struct FeedModeTests {
  private func home(_ folder: ProgramFolder, _ person: String = "sam") throws -> (text: String, folded: Bool) {
    let page = try folder.page("", of: person)
    return (page.text, page.html.contains("<summary>Subscribe instead</summary>"))
  }

  @Test func invitationsAreRecommendedWhereMailIsSent() throws {
    let folder = try ProgramFolder.verbs(site: "mail: {from: bookings@example.org}\n")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let invited = "Each session comes to you as an invitation by e-mail"
    let subscribe = "Subscribe once and every session of yours appears in your calendar"
    let first = try home(folder)
    #expect(first.text.contains(invited) && !first.text.contains(subscribe) && first.folded)
    let feed = try folder.feed(of: "sam")
    #expect(feed.contains("SUMMARY:Mock interview (Ada Byron)"))
    // The person's own choice wins over the programme's, and can be given back.
    for (mode, isInvited) in [("feed", false), ("invitation", true), ("feed", false), ("default", true)] {
      try folder.say("person", "set", "sam@example.org", "--feed-mode", mode, "--as", "sam@example.org")
      let page = try home(folder)
      #expect(page.text.contains(invited) == isInvited && page.folded == isInvited, "\(mode)")
      #expect(page.text.contains(subscribe) != isInvited)
      #expect(try folder.feed(of: "sam") == feed)
    }
    #expect(
      try folder.texts("SELECT coalesce(feed_mode, 'none') FROM person WHERE email = 'sam@example.org'") == ["none"])
    try folder.write("title: Verbs\nmail: {from: bookings@example.org}\nfeed: {mode: feed}\n", to: "site.yaml")
    #expect(try !home(folder).folded)
    try folder.say("person", "set", "sam@example.org", "--feed-mode", "invitation")
    #expect(try home(folder).folded)
    #expect(try !home(folder, "ada").folded)
    let wrong = try folder.run("person", "set", "sam@example.org", "--feed-mode", "post")
    #expect(wrong.code == 5 && wrong.err.contains("invitation, feed or default"))
  }

  @Test func theProfileShowsTheChoiceAndHowToChangeIt() throws {
    let folder = try ProgramFolder.verbs(site: "mail: {from: bookings@example.org}\n")
    let heading = "How sessions reach your calendar"
    for (mode, way, other) in [
      ("default", "by e-mail invitation, as the programme recommends", "feed"),
      ("feed", "by subscription", "invitation"),
      ("invitation", "by e-mail invitation", "feed"),
    ] {
      try folder.say("person", "set", "sam@example.org", "--feed-mode", mode)
      let page = try folder.page("profile/", of: "sam")
      #expect(page.text.contains("Sessions reach your calendar \(way) "), "\(mode): \(page.text)")
      let command = "almanac person set sam@example.org --feed-mode \(other) --as sam@example.org"
      #expect(page.text.contains(heading) && page.text.contains(command))
      #expect(page.html.contains("feed-mode%3A%20\(other)"), "the mail says it too")
      // The command does what it says.
      try #require(folder.run(command.split(separator: " ").dropFirst().map(String.init)).code == 0)
      #expect(try folder.texts("SELECT feed_mode FROM person WHERE email = 'sam@example.org'") == [other])
    }
    let silent = try ProgramFolder.verbs()
    let page = try silent.page("profile/", of: "sam")
    #expect(page.text.contains("Sessions reach your calendar by subscription") && !page.text.contains(heading))
  }

  @Test func withoutMailNobodyIsInvited() throws {
    let folder = try ProgramFolder.verbs(site: "feed: {mode: invitation}\n")
    #expect(try !home(folder).folded)
    try folder.say("person", "set", "sam@example.org", "--feed-mode", "invitation")
    #expect(try !home(folder).folded)
  }
}
