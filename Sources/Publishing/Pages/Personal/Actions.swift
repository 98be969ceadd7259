import Bytes
import CivilTime
import Markup
import Mentoring

/// One action that a person may perform: a verb on an object at a version, so that a stale page cannot change newer
/// data.
struct PersonalAction {
  /// Key of the button's label in the interface strings.
  var label: String
  var verb: StaticString
  /// `session`, `connection` or `mentor` and its name: the command's operand.
  var object: (name: StaticString, value: String)
  /// Nil if the verb takes none.
  var version: Int?
  /// The other fields that the page fills in.
  var fields: [(name: StaticString, value: String)] = []
  var questions: [Question] = []
  var isDangerous = false
  /// The page of the person and the anchor where the form is, if it is not on this page.
  var page: (route: Route, anchor: String)?
}

extension Site {
  /// Adds the button of an action with its form and the ways to send it.
  func add<Fields>(
    _ action: PersonalAction, _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, ActionFields>,
    on context: inout RenderContext
  ) {
    let fields = ActionFields.scope.fields
    let item = context.data.add(row, field)
    context.data.set(item, fields.danger, action.isDangerous)
    if let page = action.page {
      // A link's label must identify its target: links with the same label would lead to different places.
      context.data.set(item, fields.label, strings.sentence(action.label) + " " + action.object.value)
      return context.link(item, fields.pageUrl, page.route, at: page.anchor)
    }
    context.data.set(item, fields.label, strings.sentence(action.label))
    let id = "\(action.object.value)-\(action.label)".replacingASCII("_", with: "-")
    fill(ways: fields.ways, item, id: id, form(of: action, by: rows.person), on: &context)
  }

  func form(of action: PersonalAction, by person: Person) -> RequestForm {
    var fields = [action.object]
    if let version = action.version { fields.append(("version", "\(version)")) }
    return RequestForm(
      verb: action.verb, fields: fields + action.fields + [("secret", person.actionSecret)], questions: action.questions
    )
  }

  /// The actions that this person may perform on a session or a request now, by the same rules that check the request
  /// on arrival.
  func actions(on entry: AgendaEntry, _ rows: PersonalRows) -> [PersonalAction] {
    let reviews = rows.reviews[entry.id] ?? []
    let isMentor = entry.mentor == rows.person.id
    var actions = availableActions(
      for: rows.person.id, on: entry, connection: rows.connection(of: entry.mentor, with: entry.student)?.status,
      approval: approval(of: entry.mentor), reviews: reviews, policy: settings.policy, now: clock.now
    ).compactMap { action($0, on: entry, isMentor: isMentor, rows) }
    if canCancelRest(
      ofSeriesFrom: entry, in: rows.recorded, for: rows.person.id,
      connection: rows.connection(of: entry.mentor, with: entry.student)?.status, approval: approval(of: entry.mentor),
      policy: settings.policy, now: clock.now)
    {
      actions.append(
        PersonalAction(
          label: "act_cancel_rest", verb: "session cancel", object: ("session", "S-\(entry.id)"),
          version: entry.version, fields: [("rest", "yes")], questions: [reasonQuestion()], isDangerous: true))
    }
    if canReply(isMentor ? .mentor : .student, to: reviews) {
      actions.append(
        PersonalAction(
          label: "act_reply", verb: "review reply", object: ("session", "S-\(entry.id)"),
          questions: [question("text", "reply", .lines, required: true, most: 4000)]))
    }
    return actions
  }

  func approval(of mentor: PersonID) -> Approval { programme.mentorCard(of: mentor)?.approval ?? .suspended }

  private func action(
    _ verb: BookingVerb, on entry: AgendaEntry, isMentor: Bool, _ rows: PersonalRows
  ) -> PersonalAction? {
    func act(
      _ label: String, _ verb: StaticString, _ questions: [Question] = [], fields: [(StaticString, String)] = [],
      isDangerous: Bool = false
    ) -> PersonalAction {
      PersonalAction(
        label: label, verb: verb, object: ("session", "S-\(entry.id)"), version: entry.version,
        fields: fields.map { (name: $0.0, value: $0.1) }, questions: questions, isDangerous: isDangerous)
    }
    switch verb {
    case .approve: return act("act_approve", "session approve")
    case .decline: return act("act_decline", "session decline", [reasonQuestion()], isDangerous: true)
    case .withdraw: return act("act_withdraw", "session withdraw", isDangerous: true)
    case .reschedule:
      var move = act(
        "act_reschedule", "session reschedule", [startQuestion(in: rows.zone.name)], fields: [("zone", rows.zone.name)])
      // Students with a booking page of the mentor choose among the mentor's open times.
      let status = rows.connection(of: entry.mentor, with: entry.student)?.status
      if !isMentor, let mentor = self.entry(of: entry.mentor), hasBookingPage(mentor, status, rows) {
        move.page = (PersonalRoutes(rows.person).book(mentor.mentor.slug), "#move-S-\(entry.id)")
      }
      return move
    case .cancel: return act("act_cancel", "session cancel", [reasonQuestion()], isDangerous: true)
    case .start: return act("act_start", "session start")
    case .complete: return act(completion(of: entry), "session complete", [notesQuestion(of: entry)])
    case .noShow:
      let label = entry.status == .session(.scheduled) ? "act_no_show" : "act_correct_no_show"
      return act(label, "session no-show", [absentQuestion])
    case .link: return linkAction(on: entry, act)
    case .note:
      return act(
        "act_note", "session note",
        [question("before", "notes_before", .lines, required: true, value: entry.notesBefore.string, most: 8000)])
    case .review:
      let consent = isMentor ? [] : [question("show-name", "show_name", .tick)]
      return act(
        "act_review", "review add", [starsQuestion, question("text", "review", .lines, most: 4000)] + consent)
    case .expire: return nil
    }
  }

  /// The label of "it took place", depending on what is known so far.
  private func completion(of entry: AgendaEntry) -> String {
    switch entry.status {
    case .session(.completed): "act_notes"
    case .session(.noShow): "act_correct_complete"
    default: "act_complete"
    }
  }

  private func notesQuestion(of entry: AgendaEntry) -> Question {
    let isKnown = entry.status == .session(.completed)
    return question(
      "notes", isKnown ? "notes" : "notes_optional", .lines, required: isKnown, value: entry.notes.string, most: 8000)
  }

  /// The absent side must be chosen explicitly: there is no default.
  var absentQuestion: Question {
    question(
      "absent", "absent", .radios, required: true,
      choices: Absentee.allCases.map {
        Question.Choice(value: $0.rawValue, words: strings.sentence("who_\($0.rawValue)"))
      })
  }

  private var starsQuestion: Question {
    question(
      "stars", "stars", .radios, required: true,
      choices: (1...5).map { Question.Choice(value: "\($0)", words: "\($0)") })
  }

  /// The session's own link before it starts; the recording's link if there is no such link, and afterwards.
  private func linkAction(
    on entry: AgendaEntry,
    _ act: (String, StaticString, [Question], [(StaticString, String)], Bool) -> PersonalAction
  ) -> PersonalAction {
    if entry.status == .session(.scheduled), entry.kind != .inPerson {
      return act(
        "act_link", "session link",
        [
          question(
            "url", "link", .address, required: true, value: entry.link.string, most: 2048, hint: "link"),
          question("platform", "platform", most: 50, hint: "platform"),
        ], [], false)
    }
    return act(
      "act_recording", "session link",
      [
        question("recording", "recording", .address, required: true, value: entry.recording.string, most: 2048),
        question("until", "recording_until", .date), question("consent", "consent", .tick, required: true),
      ], [], false)
  }
}

extension String {
  /// Replaces one ASCII character by another.
  func replacingASCII(_ old: Unicode.Scalar, with new: Unicode.Scalar) -> String {
    String(decoding: utf8.map { $0 == UInt8(ascii: old) ? UInt8(ascii: new) : $0 }, as: UTF8.self)
  }
}
