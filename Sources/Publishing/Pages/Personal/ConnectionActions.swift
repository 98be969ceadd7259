import CivilTime
import Markup
import Mentoring

extension Site {
  /// The actions that this person may perform on a connection now. Asking again is done by the form of
  /// ``addAsk(_:_:_:on:)``.
  func actions(on connection: ConnectionEntry, _ rows: PersonalRows) -> [PersonalAction] {
    let isMentor = connection.mentor == rows.person.id
    let object = (name: StaticString("connection"), value: "C-\(connection.id)")
    func act(
      _ label: String, _ verb: StaticString, _ questions: [Question] = [],
      fields: [(name: StaticString, value: String)] = [],
      isDangerous: Bool = false
    ) -> PersonalAction {
      PersonalAction(
        label: label, verb: verb, object: object, version: connection.version, fields: fields, questions: questions,
        isDangerous: isDangerous)
    }
    return availableActions(
      for: isMentor ? .mentor : .student, on: standing(of: connection, rows), policy: settings.policy, now: clock.now
    ).compactMap { action in
      switch action {
      case .accept: act("act_accept", "connection accept")
      case .decline: act("act_decline", "connection decline", [reasonQuestion()], isDangerous: true)
      case .withdraw: act("act_withdraw", "connection withdraw", isDangerous: true)
      case .end: act("act_end", "connection end", [reasonQuestion(required: false)], isDangerous: true)
      case .endWithSessions:
        act(
          "act_end_sessions", "connection end", [reasonQuestion(required: false)], fields: [("cancel-sessions", "yes")],
          isDangerous: true)
      case .request, .joinWaitingList, .leaveWaitingList, .reopen: nil
      }
    }
  }

  /// The facts that decide about a connection of this person.
  private func standing(of connection: ConnectionEntry, _ rows: PersonalRows) -> ConnectionStanding {
    let card = programme.mentorCard(of: connection.mentor)
    let ahead = rows.agenda.filter { entry in
      guard entry.mentor == connection.mentor, entry.student == connection.student else { return false }
      switch entry.status {
      case .session(.scheduled): return entry.end > clock.now
      case .request(.pending): return entry.start > clock.now
      default: return false
      }
    }
    return ConnectionStanding(
      status: connection.status, approval: card?.approval ?? .suspended, isEligible: card?.isEligible ?? false,
      isAccepting: card?.isAccepting ?? false,
      places: card.map { places(of: $0, rows) } ?? MentorPlaces(),
      ahead: ahead.map {
        BookingStanding(
          $0, connection: connection.status, approval: card?.approval ?? .suspended,
          reviews: rows.reviews[$0.id] ?? [], policy: settings.policy)
      })
  }

  /// Adds the form by which a student requests a connection to a mentor. It already knows the student, so it asks only
  /// for the mentor, the goals and a message. A mentor without a free place has a waiting list.
  func addAsk(
    _ rows: PersonalRows, _ row: Row<PersonConnectionsPageFields>,
    _ field: ListField<PersonConnectionsPageFields, ChangeFields>,
    on context: inout RenderContext
  ) {
    guard needsConnection, rows.person.isStudent else { return }
    let status = rows.ownStatus
    let shared = sharedNames(among: Set(mentors.lazy.map(\.mentor.id)))
    // Two mentors with the same name are distinguished by their addresses, which the forms send.
    func name(_ mentor: PublicMentor) -> String {
      shared.contains(mentor.id) ? "\(mentor.name) (\(mentor.slug))" : mentor.name
    }
    let places = rows.waiting.filter { $0.student == rows.person.id }
    let waits = places.compactMap { entry(of: $0.mentor) }
    if !waits.isEmpty {
      addChange(
        "leave_waiting",
        RequestForm(
          verb: "connection withdraw",
          fields: [("student", rows.person.email), ("secret", rows.person.actionSecret)],
          questions: [
            question(
              "mentor", "mentor", .radios, required: true,
              choices: places.compactMap { place in
                entry(of: place.mentor).map { entry in
                  let words = name(entry.mentor)
                  return Question.Choice(
                    value: entry.mentor.slug,
                    words: place.offer == nil ? words : placeText(place, words, in: rows.zone))
                }
              })
          ]), label: strings.sentence("act_leave_waiting"), isDangerous: true, row, field, on: &context)
    }
    func isFull(_ mentor: PublicMentor) -> Bool { self.places(of: mentor, rows).isFullForNew }
    let able = mentorsByName.filter { entry in
      guard entry.mentor.id != rows.person.id, entry.mentor.isAccepting else { return false }
      switch status[entry.mentor.id] {
      // A student on the waiting list can send the request once a place is free.
      case nil, .withdrawn, .ended: return !isFull(entry.mentor) || !waits.contains { $0 === entry }
      case .pending, .accepted, .rejected: return false
      }
    }
    guard !able.isEmpty else { return }
    let mentor =
      hasPrivateDirectory
      ? question(
        "mentor", "mentor", .select, required: true,
        choices: [Question.Choice(value: "", words: "–", isChosen: true)]
          + able.map {
            Question.Choice(
              value: $0.mentor.slug,
              words: isFull($0.mentor)
                ? strings.sentence("no_free_place", ["name": name($0.mentor)]) : name($0.mentor))
          })
      : question("mentor", "mentor_slug", required: true, most: 64, hint: "mentor_slug")
    var questions = [mentor] + connectQuestions
    if able.contains(where: { isFull($0.mentor) }) { questions.append(question("wait", "wait", .tick, value: "yes")) }
    addChange(
      "ask",
      RequestForm(
        verb: "connection request", fields: [("student", rows.person.email), ("secret", rows.person.actionSecret)],
        questions: questions), label: strings.word("request_connection"), row, field, on: &context)
  }

  /// The fields of a connection request.
  var connectQuestions: [Question] {
    [
      question("message", "message", .lines, required: true, most: 2000, hint: "message"),
      question(
        "goal", "goals", .checks, required: true, hint: "goals",
        choices: programme.goals.map { Question.Choice(value: $0.slug, words: $0.name) }),
    ]
  }
}
