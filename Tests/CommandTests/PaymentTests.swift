import Foundation
import Testing

/// `payments.link`: where the student of a session pays; almanac itself takes no money.
@Suite struct PaymentTests {
  private static let site = """
    payments:
      link: "https://pay.example.org/{session}?amount={amount}&currency={currency}"

    """

  private func booked(_ site: String = Self.site, rate: [String] = ["4550", "EUR"]) throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: site)
    if !rate.isEmpty { try folder.say("mentor", "set", "ada", "--hourly-rate", rate[0], "--currency", rate[1]) }
    try folder.connect("ada", "sam")
    var arguments = ProgramFolder.booking("ada", "sam")
    let place = try #require(arguments.firstIndex(of: "60"))
    arguments[place] = "90"
    try #require(try folder.run(arguments).code == 0)
    return folder
  }

  private func meeting(_ folder: ProgramFolder) throws -> String {
    let token = try #require(try folder.texts("SELECT meeting_token FROM session").first)
    return try folder.read("public/m/\(token)/index.html")
  }

  // Row S4-19.
  @Test(arguments: [
    (["4550", "EUR"], "amount=68.25&amp;currency=EUR", "68.25"),
    (["5000", "JPY"], "amount=7500&amp;currency=JPY", "7,500"),
    (["1", "KWD"], "amount=0.002&amp;currency=KWD", "0.002"),
  ])
  func theStudentsPageAndTheMeetingPageLeadToThePayment(_ rate: [String], _ query: String, _ shown: String) throws {
    let folder = try booked(rate: rate)
    let link = "href=\"https://pay.example.org/S-1?\(query)\" target=\"_blank\" rel=\"noopener noreferrer\""
    let page = try folder.page("sessions/", of: "sam")
    #expect(page.html.contains(link), "\(page.html)")
    #expect(page.text.contains("Pay \(shown)\u{A0}\(rate[1])") || page.text.contains("Pay \(shown) \(rate[1])"))
    #expect(try meeting(folder).contains(link))
    #expect(
      try !folder.page("sessions/", of: "ada").html.contains("pay.example.org"), "the mentor does not pay herself")
    for (name, file) in try folder.tree() where !["u/", "m/"].contains(where: name.hasPrefix) {
      #expect(!String(decoding: file.bytes, as: UTF8.self).contains("pay.example.org"), "\(name)")
    }
  }

  @Test func withoutTheSettingOrAPriceThereIsNoLink() throws {
    for folder in [try booked(""), try booked(rate: []), try booked(rate: ["0", "EUR"])] {
      #expect(try !folder.page("sessions/", of: "sam").text.contains("Pay "))
      #expect(try !meeting(folder).contains("Payment"))
    }
  }

  @Test func aCancelledSessionIsNotPaidFor() throws {
    let folder = try booked()
    try folder.say("session", "cancel", "S-1", "--reason", "Ill", "--as", "sam@example.org")
    #expect(try !folder.page("sessions/cancelled/", of: "sam").html.contains("pay.example.org"))
  }

  /// What was agreed stays agreed; another length is agreed anew.
  @Test func aNewRateIsForNewSessions() throws {
    let folder = try booked()
    _ = try folder.page("sessions/", of: "sam")
    try folder.say("mentor", "set", "ada", "--hourly-rate", "6000", "--currency", "USD")
    #expect(try folder.page("sessions/", of: "sam").html.contains("amount=68.25&amp;currency=EUR"))
    #expect(try folder.say("credit", "list", "--balances", "--csv").out.contains("sam@example.org,EUR,0,6825,0"))
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z", "--as", "sam@example.org")
    #expect(try folder.page("sessions/", of: "sam").html.contains("amount=68.25&amp;currency=EUR"))
    try folder.say(
      "session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z", "--duration", "60", "--as", "ada@example.org")
    #expect(try folder.page("sessions/", of: "sam").html.contains("amount=60.00&amp;currency=USD"))
    try folder.say("build", "-o", "cold")
    #expect(differences(try folder.tree(), try folder.tree("cold")) == [])
  }

  @Test(arguments: ["http://pay.example.org/{amount}", "https://pay.example.org/{price}", "https://{session}/"])
  func aLinkThatCannotBeIsRefusedAtItsPlace(_ link: String) throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.write("title: Payments\npayments:\n  link: \"\(link)\"\n", to: "site.yaml")
    let run = try folder.run("build")
    #expect(run.code == 5)
    #expect(run.err.contains("site.yaml:3:"), "\(run.err)")
  }
}
