import Bytes
import Markup
import Mentoring

/// A question that a person answers before a request is sent: one field of its form, one line of its text.
struct Question {
  enum Control: String {
    case line, lines, email, date, time, moment, number, address, select, radios, checks, tick
  }

  struct Choice {
    var value: String
    var words: String
    var isChosen = false
  }

  /// The field's name, equal to the flag of the verb.
  var name: StaticString
  var label: String
  var control = Control.line
  var isRequired = false
  var value = ""
  var hint = ""
  /// The maximum number of characters of a text; 0 = no limit.
  var most = 0
  /// The range of a number.
  var range: ClosedRange<Int>?
  var choices: [Choice] = []
  /// Used only together with another field; the text form leaves it empty.
  var isBlankInText = false

  /// What the text of a request shows before the person fills it in: the value or the available choices.
  var textValue: String {
    if isBlankInText { return "" }
    return switch control {
    case .lines: ""
    case .select, .radios, .checks:
      choices.first(where: \.isChosen)?.value ?? choices.map(\.value).filter { !$0.isEmpty }.joined(separator: " | ")
    case .line, .email, .date, .time, .moment, .number, .address, .tick: value
    }
  }

  /// The `type` of its `<input>`; nil for other elements.
  fileprivate var inputType: StaticString? {
    switch control {
    case .line: "text"
    case .email: "email"
    case .date: "date"
    case .time: "time"
    case .moment: "datetime-local"
    case .number: "number"
    case .address: "url"
    case .lines, .select, .radios, .checks, .tick: nil
    }
  }
}

extension Site {
  /// Makes a question with the sentence `ask_<key>` as its label.
  func question(
    _ name: StaticString, _ key: String, _ control: Question.Control = .line, required: Bool = false,
    value: String = "",
    most: Int = 0, hint: String = "", range: ClosedRange<Int>? = nil, choices: [Question.Choice] = []
  ) -> Question {
    Question(
      name: name, label: strings.sentence("ask_\(key)"), control: control, isRequired: required, value: value,
      hint: hint.isEmpty ? "" : strings.sentence("hint_\(hint)"), most: most, range: range, choices: choices)
  }

  func reasonQuestion(required: Bool = true) -> Question {
    question("reason", required ? "reason" : "reason_optional", .lines, required: required, most: 2000)
  }

  /// A time in the person's own zone; the form shows the zone beside it.
  func startQuestion(in zone: String) -> Question {
    Question(
      name: "start", label: strings.sentence("ask_new_start", ["zone": zone]), control: .moment, isRequired: true)
  }

  func kindChoices(_ kinds: [SessionKind] = SessionKind.allCases) -> [Question.Choice] {
    kinds.map {
      Question.Choice(
        value: $0.rawValue, words: strings.sentence("type_\($0.rawValue.lowercased())"), isChosen: $0 == kinds.first)
    }
  }

  func lengthChoices(_ minutes: [Int]) -> [Question.Choice] {
    let usual = minutes.contains(60) ? 60 : minutes.first ?? 60
    return minutes.map {
      Question.Choice(value: "\($0)", words: strings.counted("minutes", $0), isChosen: $0 == usual)
    }
  }

  /// Adds the fields of a form that the person fills in.
  ///
  /// - Parameter id: the form's id; the ids of its fields begin with it.
  func add<Fields>(
    _ questions: [Question], id: String, _ row: Row<Fields>, _ list: ListField<Fields, QuestionFields>,
    on context: inout RenderContext
  ) {
    let fields = QuestionFields.scope.fields
    let option = ChoiceFields.scope.fields
    for (index, question) in questions.enumerated() {
      let item = context.data.add(row, list)
      context.data.set(item, fields.fieldID, "\(id)-q\(index)")
      context.data.set(item, fields.fieldName, Utf8(question.name))
      context.data.set(item, fields.label, question.label)
      context.data.set(item, fields.hint, question.hint)
      context.data.set(item, fields.required, question.isRequired)
      context.data.set(item, fields.value, question.value)
      if question.most > 0 { context.set(item, fields.most, question.most) }
      if let range = question.range {
        context.set(item, fields.least, range.lowerBound)
        context.set(item, fields.greatest, range.upperBound)
      }
      if let type = question.inputType {
        context.data.set(item, fields.input, true)
        context.data.set(item, fields.inputType, type)
      }
      context.data.set(item, fields.lines, question.control == .lines)
      context.data.set(item, fields.select, question.control == .select)
      context.data.set(item, fields.radios, question.control == .radios)
      context.data.set(item, fields.checks, question.control == .checks)
      context.data.set(item, fields.tick, question.control == .tick)
      for choice in question.choices {
        let line = context.data.add(item, fields.choices)
        context.data.set(line, option.choice, choice.value)
        context.data.set(line, option.words, choice.words)
        context.data.set(line, option.chosen, choice.isChosen)
      }
    }
  }
}
