import CivilTime
import Markup
import Mentoring

extension Site {
  /// Adds what an organiser may do from the report: approve or suspend mentors, answer waiting requests, reopen
  /// declined connections, correct sessions and close days.
  ///
  /// - Parameter shared: everybody who shares their name with somebody else.
  func addOrganiserActs(
    _ report: ProgrammeReport, by organiser: Person, among shared: Set<PersonID>, _ row: Row<OrganiserPageFields>,
    _ fields: OrganiserPageFields, on context: inout RenderContext
  ) {
    func add(
      _ key: String, _ verb: StaticString, _ questions: [Question],
      with hidden: [(name: StaticString, value: String)] = [],
      label: String, isDangerous: Bool = false, _ context: inout RenderContext
    ) {
      addChange(
        key, RequestForm(verb: verb, fields: hidden + [("secret", organiser.actionSecret)], questions: questions),
        label: strings.sentence(label), isDangerous: isDangerous, row, fields.changes, on: &context)
    }
    func mentors(_ cards: [PublicMentor]) -> Question {
      question(
        "mentor", "mentor", .select, required: true,
        choices: [Question.Choice(value: "", words: "–", isChosen: true)]
          + cards.sorted { ($0.name, $0.slug) < ($1.name, $1.slug) }.map {
            Question.Choice(value: $0.slug, words: "\($0.name) (\($0.slug))")
          })
    }
    let others = programme.otherMentors
    if !others.isEmpty { add("approve_mentor", "mentor approve", [mentors(others)], label: "act_approve", &context) }
    let sessions = waitingChoices(report, among: shared) { $0.session.map { "S-\($0)" } }
    if !sessions.isEmpty {
      let which = question("session", "which_requests", .checks, required: true, choices: sessions)
      add("approve_requests", "session approve", [which], label: "act_approve", &context)
      add(
        "decline_requests", "session decline", [which, reasonQuestion()], label: "act_decline", isDangerous: true,
        &context
      )
    }
    let connections = waitingChoices(report, among: shared) { $0.connection.map { "C-\($0)" } }
    // A mentor without a free place can only decline.
    let acceptable = waitingChoices(report, among: shared) { one in
      self.entry(of: one.mentor).map { !$0.mentor.places.isAtCapacity } == true ? one.connection.map { "C-\($0)" } : nil
    }
    if !acceptable.isEmpty {
      add(
        "accept_connection", "connection accept",
        [question("connection", "which_connection", .select, required: true, choices: acceptable)],
        label: "act_accept", &context)
    }
    if !connections.isEmpty {
      let which = question("connection", "which_connection", .select, required: true, choices: connections)
      add(
        "decline_connection", "connection decline", [which, reasonQuestion()], label: "act_decline", isDangerous: true,
        &context)
    }
    let session = question("session", "session_number", required: true, most: 20, hint: "session_number")
    add(
      "correct_held", "session complete", [session, question("notes", "notes_optional", .lines)], label: "act_save",
      &context)
    add("correct_missed", "session no-show", [session, absentQuestion], label: "act_save", &context)
    add(
      "cancel_session", "session cancel", [session, reasonQuestion()], label: "act_cancel", isDangerous: true, &context)
    add(
      "move_session", "session reschedule", [session, startQuestion(in: zone.name)], with: [("zone", zone.name)],
      label: "act_reschedule", &context)
    add(
      "close_everybody", "availability close",
      [
        question("from", "first_day", .date, required: true), question("until", "last_day", .date),
        question("reason", "reason_optional", most: 200),
      ], with: [("everyone", "yes")], label: "act_save", &context)
    let declined = choices(of: report.declined, among: shared) { $0.connection.map { "C-\($0)" } }
    if needsConnection, !declined.isEmpty {
      add(
        "reopen", "connection reopen",
        [question("connection", "which_connection", .select, required: true, choices: declined)], label: "act_reopen",
        &context)
    }
    if !entries.isEmpty {
      add(
        "suspend_mentor", "mentor suspend", [mentors(entries.map(\.mentor))], label: "act_suspend", isDangerous: true,
        &context)
    }
  }

  /// The hundred that have waited longest, sorted by label.
  private func waitingChoices(
    _ report: ProgrammeReport, among shared: Set<PersonID>, _ called: (ProgrammeReport.Waiting) -> String?
  ) -> [Question.Choice] { choices(of: report.waiting, among: shared, called) }

  /// The first hundred entries of a list.
  private func choices(
    of list: [ProgrammeReport.Waiting], among shared: Set<PersonID>, _ called: (ProgrammeReport.Waiting) -> String?
  ) -> [Question.Choice] {
    let choices = list.compactMap { one -> Question.Choice? in
      guard let number = called(one), let mentor = programme.person(one.mentor),
        let student = programme.person(one.student)
      else { return nil }
      let names = [student, mentor].map { distinctName(of: $0, among: shared) }
      return Question.Choice(value: number, words: "\(number): \(names.joined(separator: ", "))")
    }
    return Array(choices.prefix(100))
  }
}
