import CivilTime
import Markup
import Mentoring

/// What a page asks of the person before an act is sent.
struct ActionQuestions: OptionSet {
  let rawValue: Int
  static let reason = ActionQuestions(rawValue: 1)
  static let notes = ActionQuestions(rawValue: 2)
  static let start = ActionQuestions(rawValue: 4)
  static let review = ActionQuestions(rawValue: 8)
}

/// One act that a person may do: a verb on an object at a version, so that a stale page can never do the wrong thing.
struct PersonalAction {
  /// Key of the button's words among the sentences.
  var label: String
  var verb: StaticString
  /// `session` or `connection` and its name; the command's operand too.
  var object: (name: StaticString, value: String)
  var version: Int
  var questions: ActionQuestions = []
  var isDangerous = false
  var deadline: Instant?
}

extension Site {
  /// The button of an act in the three ways to send it.
  func add<Fields>(
    _ action: PersonalAction, _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, ActionFields>,
    on desk: inout Desk
  ) {
    let fields = ActionFields.scope.fields
    let item = desk.data.add(row, field)
    let person = rows.person
    var form = RequestForm(
      verb: action.verb,
      fields: [
        (action.object.name, action.object.value), ("version", "\(action.version)"), ("secret", person.actionSecret),
      ], command: "\(action.object.value)")
    if action.questions.contains(.reason) {
      form.blanks.append(("reason", ""))
      form.command += " --reason \"…\""
    }
    if action.questions.contains(.notes) {
      form.blanks.append(("notes", ""))
      form.command += " --notes \"…\""
    }
    if action.questions.contains(.start) {
      form.blanks.append(("start", ""))
      form.command += " --start …"
    }
    if action.questions.contains(.review) {
      form.blanks += [("stars", ""), ("text", "")]
      form.command += " --stars 5 --text \"…\""
    }
    form.command += " --as \(person.email) --if-version \(action.version)"
    let id = "\(action.object.value)-\(action.label)".replacingASCII("_", with: "-")
    fill(ways: fields.ways, item, id: id, form, on: &desk)
    desk.data.set(item, fields.label, strings.sentence(action.label))
    desk.data.set(item, fields.danger, action.isDangerous)
    if let dropbox = settings.mail.dropbox {
      desk.data.set(item, fields.formUrl, dropbox)
      addFields(form, item, fields.fields, on: &desk)
    }
    desk.data.set(item, fields.asksReason, action.questions.contains(.reason))
    desk.data.set(item, fields.asksNotes, action.questions.contains(.notes))
    desk.data.set(item, fields.asksStart, action.questions.contains(.start))
    desk.data.set(item, fields.asksReview, action.questions.contains(.review))
    if let deadline = action.deadline {
      desk.data.set(
        item, fields.deadline,
        strings.sentence(
          "cancel_until", ["time": text { self.strings.append(moment: deadline, in: rows.zone, into: &$0) }]))
    }
  }

  /// What this person may do with a session now. The same rules decide again when the request arrives.
  func actions(on entry: AgendaEntry, _ rows: PersonalRows) -> [PersonalAction] {
    let now = clock.now
    let session = (name: StaticString("session"), value: "S-\(entry.id)")
    let isMentor = entry.mentor == rows.person.id
    var actions: [PersonalAction] = []
    switch entry.status {
    case .request(.pending):
      if isMentor {
        actions = [
          PersonalAction(label: "act_approve", verb: "session approve", object: session, version: entry.version),
          PersonalAction(
            label: "act_decline", verb: "session decline", object: session, version: entry.version, questions: .reason,
            isDangerous: true),
        ]
      } else {
        actions = [
          PersonalAction(
            label: "act_withdraw", verb: "session withdraw", object: session, version: entry.version, isDangerous: true)
        ]
      }
    case .session(.scheduled) where entry.start > now:
      let until = entry.start.adding(minutes: -settings.policy.cancelNotice)
      // Later only a mentor may, where the programme lets mentors.
      guard now <= until || isMentor && settings.policy.lateOverride == .mentor else { break }
      actions = [
        PersonalAction(
          label: "act_reschedule", verb: "session reschedule", object: session, version: entry.version,
          questions: .start),
        PersonalAction(
          label: "act_cancel", verb: "session cancel", object: session, version: entry.version, questions: .reason,
          isDangerous: true),
      ]
    case .session(.scheduled) where isMentor:
      actions = [
        PersonalAction(
          label: "act_complete", verb: "session complete", object: session, version: entry.version, questions: .notes),
        PersonalAction(label: "act_no_show", verb: "session no-show", object: session, version: entry.version),
      ]
    case .session(.completed):
      let isRated = (rows.reviews[entry.id] ?? []).contains { $0.isByStudent != isMentor }
      if !isRated {
        actions = [
          PersonalAction(
            label: "act_review", verb: "review add", object: session, version: entry.version, questions: .review)
        ]
      }
    default: break
    }
    return actions
  }
}

extension String {
  /// One ASCII octet by another.
  func replacingASCII(_ old: Unicode.Scalar, with new: Unicode.Scalar) -> String {
    String(decoding: utf8.map { $0 == UInt8(ascii: old) ? UInt8(ascii: new) : $0 }, as: UTF8.self)
  }
}
