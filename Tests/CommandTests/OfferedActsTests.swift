import Foundation
import Testing

/// What pages offer and what the rules take are the same: every form of every page is fed back to the verbs, and every
/// verb that a person may say has its form on one of that person's pages.
@Suite struct OfferedActsTests {
  static let policies = [
    "", "policy: {connection_required: no, late_override: none}\n",
    "policy: {confirm: each, outside_hours: propose}\n",
    "policy: {connection_required: no, confirm: each}\nprivate_directory_max: 1\n",
  ]
  /// Inside S-4, half an hour before S-5.
  private static let now = "2026-11-24T12:30:00Z"
  private static let filling = FormFilling(moment: "2026-12-03T16:00", date: "2026-12-04")

  /// Verbs on a booking with what they must bring along.
  private static let bookingVerbs: [(String, [String])] = [
    ("approve", []), ("decline", ["--reason", "Away"]), ("withdraw", []), ("cancel", ["--reason", "Ill"]),
    ("start", []),
    ("complete", ["--notes", "New notes"]), ("no-show", ["--absent", "both"]), ("note", ["--before", "Read this"]),
    ("link", ["--url", "https://zoom.us/j/9"]),
  ]

  /// Bookings and connections in every state.
  private func programme(_ site: String) throws -> ProgramFolder {
    let offers = """
      session_types:
        - {slug: cv-review, name: CV review, duration: 30, type: VIDEO, questions: [Which job?, Since when?]}
        - {slug: walk, name: A walk, duration: 60, type: IN_PERSON}

      """
    let folder = try ProgramFolder.verbs(
      students: ["sam", "kim", "lee", "max", "pat"],
      site: "mail: {dropbox: \"https://forms.example.org/\"}\n" + offers + site)
    func say(_ words: String, at now: String = "2026-11-21T08:00:00Z") throws {
      let arguments = words.split(separator: " ").map { String($0).replacingOccurrences(of: "+", with: " ") }
      let refusal = try folder.act(arguments, at: now)
      try #require(refusal == nil, "\(words): \(refusal ?? "")")
    }
    try say("person add --email olga@example.org --name Olga --zone UTC --role organiser")
    try say("person add --email new@example.org --name New --zone UTC --role student")
    try say("mentor add newcomer --email new@example.org")
    for pair in ["ada sam", "ada kim", "grace sam", "grace kim", "ada lee", "grace lee", "ada pat"] {
      let names = pair.split(separator: " ")
      let both = "--mentor \(names[0]) --student \(names[1])@example.org"
      try say("connection request \(both) --goal interview-prep --message Hello")
      switch pair {
      case "grace kim", "ada pat": break
      case "ada lee": try say("connection decline \(both) --reason No+time")
      case "grace lee": try say("connection withdraw \(both)")
      default: try say("connection accept \(both)")
      }
    }
    func book(_ pair: String, _ start: String, _ more: String = "--type VIDEO", at now: String = "2026-11-21T08:00:00Z")
      throws
    {
      let names = pair.split(separator: " ")
      // The mentor's own booking needs no confirmation.
      let who = names[0] == "ada" ? "--as ada@example.org" : "--as sam@example.org"
      try say(
        "session book --mentor \(names[0]) --student \(names[1])@example.org --start \(start) --duration 60 \(more)"
          + " --title Talk \(who)", at: now)
    }
    try book("ada sam", "2026-11-24T09:00:00Z")
    try book("ada sam", "2026-11-24T10:00:00Z")
    try book("ada kim", "2026-11-24T11:00:00Z")
    try book("ada sam", "2026-11-24T12:00:00Z")
    try book("ada kim", "2026-11-24T13:00:00Z")
    try book("ada sam", "2026-11-25T10:00:00Z")
    try book("ada kim", "2026-11-25T11:00:00Z", "--type IN_PERSON --address Harbour+1")
    try book("ada kim", "2026-11-24T15:00:00Z", "--type CHAT")
    try book("ada sam", "2026-11-23T09:00:00Z")
    try book("ada kim", "2026-11-23T10:00:00Z")
    try book("ada kim", "2026-11-26T15:00:00Z")
    // Nobody answers this one in its 72 hours.
    try book("grace sam", "2026-11-30T10:00:00Z")
    let morning = "2026-11-24T08:00:00Z"
    try book("grace sam", "2026-11-26T10:00:00Z", at: morning)
    try book("grace sam", "2026-11-27T10:00:00Z", at: morning)
    try book("grace sam", "2026-11-28T10:00:00Z", at: morning)
    try say("session cancel S-11 --reason Ill --as ada@example.org", at: morning)
    try say("session approve S-14 --as grace@example.org", at: morning)
    try say("session decline S-15 --reason Away --as grace@example.org", at: morning)
    try say("session complete S-1 S-2 S-10 --as ada@example.org", at: "2026-11-24T11:00:00Z")
    try say("session reschedule S-14 --start 2026-11-27T14:00:00Z --as sam@example.org", at: "2026-11-24T12:00:00Z")
    try say("session no-show S-3 --absent student --as ada@example.org", at: "2026-11-24T12:05:00Z")
    let noon = "2026-11-24T12:10:00Z"
    try book("ada sam", "2026-12-01T09:00:00Z", "--type VIDEO --every week --count 3", at: noon)
    try say("review add S-1 --stars 4 --as sam@example.org", at: noon)
    try say("review add S-10 --stars 5 --text Good --as kim@example.org", at: noon)
    try say("review add S-10 --stars 5 --as ada@example.org", at: noon)
    try say("review reply S-10 --text Thanks --as ada@example.org", at: noon)
    try say("availability close ada --from 2026-12-24 --until 2026-12-31", at: noon)
    try say("mentor set grace --capacity 1", at: noon)
    try say(
      "connection request --mentor grace --student max@example.org --goal career-guidance --message Me --wait", at: noon
    )
    return folder
  }

  /// The forms of everybody's published pages, by the person whose secret they carry.
  private func offered(
    _ folder: ProgramFolder, _ pages: [(name: String, html: String)], _ filling: FormFilling
  ) throws -> [(person: String, form: PageForm)] {
    var people: [String: String] = [:]
    for line in try folder.texts("SELECT action_secret || ' ' || email FROM person") {
      let parts = line.split(separator: " ").map(String.init)
      people[parts[0]] = parts[1]
    }
    var all: [(String, PageForm)] = []
    for page in pages {
      for form in forms(on: page.html, named: page.name, filling) {
        // A public form knows nobody: it asks for the address.
        let person = form.first("secret").flatMap { people[$0] } ?? "max@example.org"
        all.append((person, form))
      }
    }
    return all
  }

  /// One programme and one build serve both ways: they take most of the time.
  @Test(arguments: policies) func pagesOfferWhatTheRulesTake(site: String) throws {
    let folder = try programme(site)
    try folder.say("build", at: Self.now)
    let pages = try folder.tree().filter { $0.key.hasSuffix(".html") }.sorted { $0.key < $1.key }
      .map { (name: $0.key, html: String(decoding: $0.value.bytes, as: UTF8.self)) }
    let record = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/almanac.db"))
    let offered = try offered(folder, pages, Self.filling)
    let filled = try self.offered(
      folder, pages, FormFilling(fillsAll: true, moment: Self.filling.moment, date: Self.filling.date))
    try everyFormIsTaken(site, folder, record, [offered, filled])
    try everyVerbIsOffered(site, folder, record, offered)
  }

  private func everyFormIsTaken(
    _ site: String, _ folder: ProgramFolder, _ record: Data, _ all: [[(person: String, form: PageForm)]]
  ) throws {
    var verbs: [String: Int] = [:]
    // Forms without optional texts say the same however they are filled in.
    var told: Set<String> = []
    for offered in all {
      for (person, form) in offered {
        var form = form
        for index in form.fields.indices where form.fields[index].value == "Words of mine" {
          if form.fields[index].name == "student" {
            form.fields[index].value = form.verb == "connection reopen" ? "lee@example.org" : person
          }
          if form.fields[index].name == "zone" { form.fields[index].value = "UTC" }
        }
        // An organiser names any session; these verbs need one that is ahead.
        if form.verb == "session cancel" || form.verb == "session reschedule" {
          for index in form.fields.indices where form.fields[index].value == "S-9" { form.fields[index].value = "S-6" }
        }
        let command = try form.command(by: person)
        guard told.insert(command.joined(separator: " ")).inserted else { continue }
        verbs[form.verb, default: 0] += 1
        let refusal = try folder.attempt(command, at: Self.now, record).refusal
        #expect(refusal == nil, "\(form.page): \(command.joined(separator: " "))")
      }
    }
    print("forms taken by verb, with \"\(oneLine(site))\": \(verbs.sorted { $0.key < $1.key })")
    let everywhere = [
      "session approve", "session decline", "session withdraw", "session cancel", "session reschedule", "session start",
      "session complete", "session no-show", "session link", "session note", "session book", "review add",
      "review reply", "connection accept", "connection decline", "connection end", "person set", "mentor set",
      "availability add", "availability set", "availability close", "availability remove", "mentor approve",
      "mentor suspend",
    ]
    #expect(everywhere.filter { verbs[$0] == nil } == [])
    if !site.contains("connection_required: no") { #expect(verbs["connection request"] != nil) }
  }

  private func everyVerbIsOffered(
    _ site: String, _ folder: ProgramFolder, _ record: Data, _ offered: [(person: String, form: PageForm)]
  ) throws {
    var acts: [String: Set<String>] = [:]
    for (person, form) in offered { acts[person, default: []].insert(form.act) }
    var found = 0
    func expect(_ act: String, of person: String, _ candidates: [[String]]) throws {
      // What is offered was tried as a form.
      if acts[person]?.contains(act) == true {
        found += 1
        return
      }
      let isPossible = try candidates.contains { arguments in
        try folder.attempt(arguments + ["--as", person], at: Self.now, record).isChange
      }
      #expect(!isPossible, "\(person) may say \(act), and no page of theirs offers it")
    }
    let times = ["2026-11-26T12:00:00Z", "2026-12-03T16:00:00Z"]
    for line in try folder.texts(
      """
      SELECT r.id || ' ' || s.email || ' ' || m.email FROM request r JOIN person s ON s.id = r.student_id
        JOIN person m ON m.id = r.mentor_id
      """)
    {
      let parts = line.split(separator: " ").map(String.init)
      let id = "S-\(parts[0])"
      for person in parts.dropFirst() {
        for (verb, more) in Self.bookingVerbs {
          try expect("session \(verb) \(id)", of: person, [["session", verb, id] + more])
        }
        try expect("session reschedule \(id)", of: person, times.map { ["session", "reschedule", id, "--start", $0] })
        try expect("review add \(id)", of: person, [["review", "add", id, "--stars", "3"]])
        try expect("review reply \(id)", of: person, [["review", "reply", id, "--text", "Thank you"]])
      }
    }
    for line in try folder.texts(
      """
      SELECT r.id || ' ' || s.email || ' ' || m.email FROM request r JOIN person s ON s.id = r.student_id
        JOIN person m ON m.id = r.mentor_id
        WHERE EXISTS (SELECT 1 FROM request o WHERE o.series_id = r.series_id AND o.start_at > r.start_at)
      """)
    {
      let parts = line.split(separator: " ").map(String.init)
      for person in parts.dropFirst() {
        let cancel = ["session", "cancel", "S-\(parts[0])", "--rest", "--reason", "Ill"]
        try expect("session cancel S-\(parts[0]) rest", of: person, [cancel])
        #expect(acts[person]?.contains("session cancel S-\(parts[0]) rest") == true, "\(line)")
      }
    }
    let needsConnection = !site.contains("connection_required: no")
    for student in ["sam", "kim", "lee", "max", "pat"] {
      for mentor in ["ada", "grace"] {
        let pair = ["--mentor", mentor, "--student", "\(student)@example.org"]
        let row = try folder.texts(
          """
          SELECT 'C-' || c.id FROM connection c JOIN mentor m ON m.person_id = c.mentor_id
            JOIN person s ON s.id = c.student_id WHERE m.slug = '\(mentor)' AND s.email = '\(student)@example.org'
          """)
        for person in ["\(student)@example.org", "\(mentor)@example.org"] {
          for verb in ["accept", "withdraw", "end"] where !row.isEmpty {
            try expect("connection \(verb) \(row[0])", of: person, [["connection", verb] + pair])
          }
          if let connection = row.first {
            try expect(
              "connection decline \(connection)", of: person, [["connection", "decline", "--reason", "No"] + pair])
            let end = ["connection", "end", "--cancel-sessions"] + pair
            if try folder.attempt(["connection", "end"] + pair + ["--as", person], at: Self.now, record).refusal != nil
            {
              try expect("connection end \(connection) cancel-sessions", of: person, [end])
            }
          }
        }
        // Mentors whom nobody knows are named in one form where there is no private directory.
        let isKnown = try !folder.texts(
          """
          SELECT c.id FROM connection c JOIN mentor m ON m.person_id = c.mentor_id JOIN person s ON s.id = c.student_id
            WHERE m.slug = '\(mentor)' AND s.email = '\(student)@example.org' AND c.status = 'accepted'
          """
        ).isEmpty
        let isFar = site.contains("private_directory_max") && !isKnown
        if !isFar {
          try expect(
            "session book \(mentor)", of: "\(student)@example.org",
            times.map {
              ["session", "book", "--start", $0, "--duration", "60", "--title", "Talk"] + pair
            })
        }
      }
    }
    print("acts that are offered, with \"\(oneLine(site))\": \(found)")
    #expect(found > 50)
    // Who may ask whom stands in the menu of one form; whoever waits for a mentor is offered to leave the list instead.
    if needsConnection {
      let path = "public/u/\(try folder.token("home", of: "max"))/connections/index.html"
      let page = try folder.read(path)
      #expect(page.contains("<option value=\"ada\">") && !page.contains("<option value=\"grace\">"))
      #expect(page.contains("<input type=\"radio\" name=\"mentor\" value=\"grace\" required>"))
    }
  }
}
