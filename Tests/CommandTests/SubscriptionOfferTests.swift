import Testing

/// How sessions reach a calendar: the pages offer the subscription, and promise no mail, since nothing sends any.
@Suite struct SubscriptionOfferTests {
  @Test(arguments: [
    "", "mail: {from: bookings@example.org}\n",
  ])
  func everybodyIsOfferedTheSubscriptionAndNobodyAMail(site: String) throws {
    let folder = try ProgramFolder.verbs(site: site)
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let home = try folder.page("", of: "sam")
    #expect(home.text.contains("Subscribe once and every session of yours appears in your calendar"))
    #expect(home.buttons.contains("Subscribe"))
    for (name, file) in try folder.tree() where name.hasSuffix(".html") && !name.hasPrefix("guides/") {
      let text = ProgramFolder.Page(html: String(decoding: file.bytes, as: UTF8.self)).text
      for promise in [
        "invitation by e-mail", "receipt by e-mail", "hear of it by e-mail", "reach you by e-mail",
        "sent to you by e-mail",
      ] {
        #expect(!text.contains(promise), "\(name): \(promise)")
      }
    }
  }
}
