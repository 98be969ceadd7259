import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Storage

/// `session book` and `session request` are one verb: the mentor's `confirm` decides the result.
func bookCommand(_ word: String) -> CommandSpec {
  CommandSpec(
    words: ["session", word],
    summary: word == "book"
      ? "book a session, or ask for it where the mentor confirms each" : "the same as session book",
    options: [
      OptionSpec("mentor", value: "SLUG", "the mentor, by slug or e-mail"),
      OptionSpec("student", value: "EMAIL", "the student (default: --as)"),
      OptionSpec("start", value: "TIME", "RFC 3339, or a local time with --zone"), zoneOption, foldOption,
      OptionSpec("duration", value: "MINUTES", "length (default: the offer's, else the mentor's first)"),
      OptionSpec(
        "type", value: "TYPE", choices: choices(of: SessionKind.self),
        "VIDEO, VOICE, CHAT or IN_PERSON (default: the offer's, else VIDEO)"),
      OptionSpec("offer", value: "SLUG", "a session type of the programme: its length and kind"),
      OptionSpec("title", value: "TEXT", "what it is called"),
      OptionSpec("description", value: "TEXT", "what it is about"),
      OptionSpec("agenda", value: "TEXT", "what shall be talked about"),
      OptionSpec("subject", value: "SLUG", "its subject"),
      OptionSpec("answer", value: "TEXT", repeats: true, "to a question of the offer, in their order"),
      OptionSpec("link", value: "URL", "an own link instead of a room"),
      OptionSpec("address", value: "TEXT", "where, for IN_PERSON"),
      OptionSpec("every", value: "PERIOD", choices: ["week", "month"], "week or month: a series, with --count"),
      OptionSpec("count", value: "N", "how many sessions the series has, 2 to 104"),
      receivedOption, zoneFolderOption,
    ] + verbOptions
  ) { invocation, process in
    let context = try VerbContext(invocation, process)
    let mentor = try context.people.mentor(try context.required("mentor"))
    guard let email = invocation.value("student") ?? invocation.value("as") else {
      throw Diagnostic(
        "almanac session \(word) needs --student", remedy: "write the student's address", exitCode: .usage)
    }
    let student = try context.people.person(email).id
    let principal = try context.principal(mentor: mentor, student: student)
    let version = try context.version
    guard invocation.has("every") || !invocation.has("count") else {
      throw Diagnostic("--count is for a series", remedy: "add --every week or --every month", exitCode: .usage)
    }
    try context.readCalendars(of: mentor)
    if let period = invocation.value("every") {
      return try bookSeries(
        every: period, count: invocation.value("count"), mentor, student, by: principal, context
      ) {
        try checkVersion(version, "mentor", "person_id", mentor.number, context)
        return try proposal(context, mentor: mentor)
      }
    }
    var wanted: VerbContext.WantedTime?
    return try context.decide("session book", by: principal, near: { wanted }) { reader in
      // The booking is new: the page that offered the time was built from a version of the mentor.
      try checkVersion(version, "mentor", "person_id", mentor.number, context)
      let proposal = try proposal(context, mentor: mentor)
      wanted = VerbContext.WantedTime(proposal, mentor: mentor, student: student)
      return try decideBooking(
        proposal, by: principal.actor,
        try reader.bookingContext(
          of: mentor, with: student, startingAt: proposal.start, received: context.received, now: context.now),
        received: context.received, now: context.now)
    }
  }
}

/// The booking that the flags ask for. Call it inside the verb's transaction, which updates the record to the offers
/// and subjects of site.yaml.
private func proposal(_ context: VerbContext, mentor: PersonID) throws -> BookingProposal {
  let invocation = context.invocation
  var duration = try wantedDuration(invocation)
  var kind = SessionKind.video
  var offer: Int?
  var title = invocation.text("title")
  var questions = 0
  if let slug = invocation.value("offer") {
    let id = try context.people.sessionType(slug)
    let row = try Statement(
      "SELECT minutes, kind, name, questions FROM session_type WHERE id = \(id)", on: context.record)
    _ = try row.step()
    offer = id
    // The rules refuse other durations to students.
    duration = duration ?? row.integer(0)
    kind = SessionKind(rawValue: row.text(1).string) ?? .video
    if let text = invocation.value("type"), text.uppercased() != kind.rawValue {
      throw Diagnostic("the offer \(slug) is \(kind.rawValue), not \(text)", remedy: "leave out --type or --offer")
    }
    title = title ?? row.text(2).string
    questions = row.text(3).string.split(separator: "\n").count
  }
  let answers = invocation.all("answer").map(cleanText)
  guard answers.count <= questions else {
    throw Diagnostic(
      "\(answers.count) times --answer",
      remedy: "\(offer == nil ? "without --offer" : "here") are \(questions) questions")
  }
  if let text = invocation.value("type") {
    guard let wanted = SessionKind(rawValue: text.uppercased()) else {
      throw Diagnostic("unknown --type \"\(text)\"", remedy: "write VIDEO, VOICE, CHAT or IN_PERSON")
    }
    kind = wanted
  }
  if duration == nil {
    let own = try context.record.texts("SELECT durations FROM mentor WHERE person_id = \(mentor.number)").first ?? ""
    duration = own.split(separator: ",").first.flatMap { Int($0) } ?? context.policy.durations.first ?? 60
  }
  var proposal = BookingProposal(
    start: try context.wantedStart, duration: duration ?? 60, kind: kind, title: title ?? "")
  proposal.description = invocation.text("description") ?? ""
  proposal.agenda = invocation.text("agenda") ?? ""
  proposal.subject = try invocation.value("subject").flatMap { try context.people.terms([$0], .subject).first }
  proposal.sessionType = offer
  // Answers are stored one per line, like the questions.
  proposal.answers = answers.map { answer in String(answer.map { $0.isNewline ? " " : $0 }) }.joined(separator: "\n")
  proposal.link = invocation.value("link")
  proposal.address = invocation.text("address")
  return proposal
}

func wantedDuration(_ invocation: Invocation) throws(Diagnostic) -> Int? {
  guard let text = invocation.value("duration") else { return nil }
  guard let minutes = Int(text), (1...1440).contains(minutes) else {
    throw Diagnostic("--duration \"\(text)\" is no length", remedy: "write minutes, 1 to 1440")
  }
  return minutes
}
