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

  @Test func withoutMailNobodyIsInvited() throws {
    let folder = try ProgramFolder.verbs(site: "feed: {mode: invitation}\n")
    #expect(try !home(folder).folded)
    try folder.say("person", "set", "sam@example.org", "--feed-mode", "invitation")
    #expect(try !home(folder).folded)
  }
}
