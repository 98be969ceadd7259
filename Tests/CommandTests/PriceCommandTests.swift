import Foundation
import Testing

/// Prices as people see them: what an offer costs, what a rate comes to, and where nothing is said.
@Suite struct PriceCommandTests {
  private static let site = """
    payments:
      link: "https://pay.example.org/{session}?amount={amount}&currency={currency}"
    session_types:
      - {slug: first-talk, name: First talk, duration: 30, type: VIDEO, price: 0, currency: EUR}
      - {slug: review, name: Code review, duration: 60, type: VIDEO, price: 900, currency: JPY}
      - {slug: open, name: Open talk, duration: 60, type: VIDEO}

    """

  private func programme(rate: [String]) throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: Self.site)
    if !rate.isEmpty { try folder.say("mentor", "set", "ada", "--hourly-rate", rate[0], "--currency", rate[1]) }
    try folder.connect("ada", "sam")
    return folder
  }

  private func meeting(_ folder: ProgramFolder, _ id: Int) throws -> String {
    let token = try #require(try folder.texts("SELECT meeting_token FROM session WHERE id = \(id)").first)
    return try folder.read("public/m/\(token)/index.html")
  }

  @Test func thePriceOfAnOfferStandsBeforeTheMentorsRate() throws {
    let folder = try programme(rate: ["5000", "EUR"])
    for (offer, start) in [("first-talk", "24"), ("review", "25"), ("open", "26")] {
      try folder.say(
        "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--offer", offer, "--start",
        "2026-11-\(start)T10:00:00Z")
    }
    let page = try folder.page("sessions/", of: "sam")
    #expect(page.html.contains("https://pay.example.org/S-2?amount=900&amp;currency=JPY"))
    #expect(page.html.contains("https://pay.example.org/S-3?amount=50.00&amp;currency=EUR"))
    #expect(!page.html.contains("pay.example.org/S-1"))
    #expect(page.html.contains("<span>free</span>"))
    let form = try folder.page("book/ada/", of: "sam").html
    for summary in ["30 minutes, Video call, free", "60 minutes, Video call, 900\u{A0}JPY"] {
      #expect(form.contains(">\(summary)</span>"), "\(summary)")
    }
    #expect(
      form.contains(">60 minutes, Video call, 50.00\u{A0}EUR</span>"), "the mentor's rate, where an offer has no price")
    #expect(try meeting(folder, 1).contains("<dt>Price</dt><dd>free</dd>"))
    #expect(try meeting(folder, 2).contains("<dt>Price</dt><dd>900\u{A0}JPY</dd>"))
    let listed = try #require(
      try JSONSerialization.jsonObject(with: Data(try folder.say("session", "list", "--json").out.utf8))
        as? [[String: Any]])
    #expect(listed.map { $0["price"] as? Int } == [0, 900, 5000])
    #expect(listed.map { $0["currency"] as? String } == ["EUR", "JPY", "EUR"])
    #expect(
      try folder.say("credit", "list", "--balances", "--csv").out
        == "person,currency,balance,booked,completed\r\nsam@example.org,EUR,0,5000,0\r\nsam@example.org,JPY,0,900,0\r\n"
    )
  }

  @Test func anotherCurrencyNeedsARateInIt() throws {
    let folder = try programme(rate: ["4001", "EUR"])
    let refused = try folder.run("mentor", "set", "ada", "--currency", "JPY")
    #expect(refused.code == 5 && refused.err.contains("add --hourly-rate with the rate in JPY"), "\(refused.err)")
    #expect(try folder.run("mentor", "set", "ada", "--currency", "EUR").code == 0)
    // A list that names the currency alone changes no rate either.
    for currency in ["EUR", "JPY"] {
      try folder.write(
        "email,name,role,timezone,currency\nada@example.org,Ada Byron,mentor,UTC,\(currency)\n", to: "members.csv")
      try folder.say("person", "import", "members.csv")
    }
    #expect(try folder.texts("SELECT hourly_rate || currency FROM mentor WHERE slug = 'ada'") == ["4001EUR"])
    try folder.say("mentor", "set", "ada", "--currency", "JPY", "--hourly-rate", "6000")
    #expect(try folder.texts("SELECT hourly_rate || currency FROM mentor WHERE slug = 'ada'") == ["6000JPY"])
    #expect(try folder.run("mentor", "set", "grace", "--currency", "JPY").code == 0, "no rate, nothing to change")
  }

  @Test func aFreeTalkStaysAsLongAsItIs() throws {
    let folder = try programme(rate: ["5000", "EUR"])
    let sam = ["--as", "sam@example.org"]
    let start = "2026-11-24T10:00:00Z"
    let book = ["session", "book", "--mentor", "ada", "--offer", "first-talk", "--start", start] + sam
    try #require(try folder.run(book).code == 0)
    let longer = ["session", "reschedule", "S-1", "--start", start, "--duration", "120"]
    let refused = try folder.run(longer + sam)
    #expect(refused.code == 5 && refused.err.contains("first-talk takes 30 minutes, not 120 (rule duration)"))
    try folder.write(
      folder.read("site.yaml").replacingOccurrences(of: "price: 0,", with: "price: 100,"), to: "site.yaml")
    let moved = try folder.json("session", "reschedule", "S-1", "--start", start, "--duration", "120")
    #expect(moved.code == 0 && moved.document["overrides"] as? [String] == ["duration"], "\(moved.document)")
    #expect(try folder.texts("SELECT price || currency FROM session") == ["0EUR"])
    let booked = try folder.json(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--offer", "first-talk", "--start",
      "2026-11-25T10:00:00Z", "--duration", "60")
    #expect(booked.code == 0 && booked.document["overrides"] as? [String] == ["duration"], "\(booked.document)")
  }

  @Test(
    arguments: [
      ([], false, false, "null"), (["0", "EUR"], true, true, "{\"amount\":0,\"currency\":\"EUR\"}"),
      (["3000", "EUR"], true, false, "{\"amount\":1500,\"currency\":\"EUR\"}"),
    ] as [([String], Bool, Bool, String)])
  func aMentorsPageShowsAPriceWhereARateIsNamed(
    _ rate: [String], _ hasPrices: Bool, _ isFree: Bool, _ document: String
  ) throws {
    let folder = try programme(rate: rate)
    try folder.say("build")
    let page = try folder.read("public/mentors/ada/index.html")
    #expect(page.contains("Lengths and prices") == hasPrices)
    #expect(page.contains("<td>free</td>") == isFree)
    #expect(try folder.read("public/api/v1/mentors/ada.json").contains("\"price\":\(document)"))
  }

  @Test func anOfferWithoutAPriceShowsNone() throws {
    let folder = try programme(rate: [])
    try folder.say("build")
    let page = try folder.read("public/session-types/index.html")
    let offers = page.components(separatedBy: "<h3>")
    let open = try #require(offers.first { $0.hasPrefix("Open talk") })
    #expect(
      !open.contains("free") && offers.contains { $0.hasPrefix("First talk") && $0.contains("<span>free</span>") })
    #expect(try folder.page("book/ada/", of: "sam").html.contains(">60 minutes, Video call</span>"))
  }

  @Test(arguments: ["EUX", "XYZ", "XAU", "eur", "E"]) func aCurrencyIsOneOfISO4217(_ code: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    for command in [
      ["mentor", "set", "ada", "--hourly-rate", "100", "--currency", code],
      ["credit", "add", "sam@example.org", "--amount", "100", "--reason", "x", "--currency", code],
    ] {
      let run = try folder.run(command)
      #expect(run.code == 5 && run.err.contains("--currency \"\(code)\" is not a currency of ISO 4217"), "\(run.err)")
    }
    try folder.write(
      "title: t\nsession_types:\n  - {slug: a, name: A, duration: 30, price: 1, currency: \(code)}\n", to: "site.yaml")
    let build = try folder.run("build")
    #expect(build.code == 5 && build.err.contains("\"currency\" is \"\(code)\""), "\(build.err)")
  }
}
