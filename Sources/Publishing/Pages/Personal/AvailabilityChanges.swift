import CivilTime
import Markup
import Mentoring

extension Site {
  /// Adds everything that a mentor may change about hours and booking rules, each in a separate form.
  func addAvailabilityChanges<Fields>(
    _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, ChangeFields>, on context: inout RenderContext
  ) {
    guard let slug = rows.person.mentorSlug else { return }
    func form(_ verb: StaticString, _ questions: [Question], fields: [(name: StaticString, value: String)] = [])
      -> RequestForm
    {
      RequestForm(
        verb: verb, fields: [("mentor", slug)] + fields + [("secret", rows.person.actionSecret)], questions: questions)
    }
    let window = [
      question("start", "from_time", .time, required: true, value: "09:00"),
      question("end", "until_time", .time, required: true, value: "12:00"),
    ]
    addChange(
      "open_weekday",
      form(
        "availability add",
        [weekdayQuestion] + window + [
          question("from", "valid_from", .date), question("until", "valid_until", .date),
        ]), row, field, on: &context)
    addChange(
      "set_weekday",
      form(
        "availability set",
        [weekdayQuestion] + (0..<3).map { _ in question("hours", "window", most: 11, hint: "window") }), row, field,
      on: &context)
    addChange(
      "open_date",
      form(
        "availability add",
        [
          question("date", "date", .date, required: true),
          question(
            "mode", "date_mode", .radios, required: true,
            choices: [
              Question.Choice(value: "replace", words: strings.sentence("mode_replace"), isChosen: true),
              Question.Choice(value: "add", words: strings.sentence("mode_add")),
            ]),
        ] + window), row, field, on: &context)
    addChange(
      "close_days",
      form(
        "availability close",
        [
          question("from", "first_day", .date, required: true), question("until", "last_day", .date),
          question("reason", "reason_optional", most: 200),
        ]), row, field, on: &context)
    addRemovals(rows, slug, row, field, on: &context)
    addChange("booking_rules", form("mentor set", ruleQuestions(rows)), row, field, on: &context)
  }

  private var weekdayQuestion: Question {
    question(
      "day", "weekday", .select, required: true,
      choices: [1, 2, 3, 4, 5, 6, 0].map { day in
        Question.Choice(value: ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][day], words: strings.dates.weekdays[day])
      })
  }

  /// The mentor's own rules; a field left empty is not changed.
  private func ruleQuestions(_ rows: PersonalRows) -> [Question] {
    let card = programme.mentorCard(of: rows.person.id)
    func choice(_ value: String, _ key: String, isChosen: Bool = false) -> Question.Choice {
      Question.Choice(value: value, words: strings.sentence(key), isChosen: isChosen)
    }
    func number(_ name: StaticString, _ key: String, _ range: ClosedRange<Int>) -> Question {
      question(name, key, .number, range: range)
    }
    return [
      question(
        "accepting", "accepting", .select,
        choices: [
          choice("yes", "accepting_yes", isChosen: card?.isAccepting == true),
          choice("no", "accepting_no", isChosen: card?.isAccepting == false),
        ]),
      question(
        "confirm", "confirm", .select,
        choices: [
          choice("", "as_it_is", isChosen: true), choice("instant", "confirm_instant"), choice("each", "confirm_each"),
          choice("default", "confirm_default"),
        ]),
      question("durations", "durations", most: 60, hint: "durations"),
      number("notice", "notice", 0...525_600), number("horizon-days", "horizon_days", 1...730),
      number("buffer-before", "buffer_before", 0...1440), number("buffer-after", "buffer_after", 0...1440),
      number("max-per-day", "max_per_day", 0...1440), number("max-per-week", "max_per_week", 0...10_080),
      number("capacity", "capacity", 0...100_000),
    ]
  }

  /// Adds the mentor's own hours and closed days, each with a form that deletes it.
  private func addRemovals<Fields>(
    _ rows: PersonalRows, _ slug: String, _ row: Row<Fields>, _ field: ListField<Fields, ChangeFields>,
    on context: inout RenderContext
  ) {
    guard let schedule = rows.own?.hours.schedule else { return }
    let hours = removableHours(schedule)
    let closed = schedule.closed.filter { $0.id != 0 }.map { range in
      let dates = closedLine(range).label
      return Question.Choice(value: "\(range.id)", words: range.reason.isEmpty ? dates : "\(dates), \(range.reason)")
    }
    for (key, name, choices, fields) in [
      ("remove_hours", StaticString("id"), hours, []),
      ("remove_closed", StaticString("id"), closed, [(name: StaticString("closed"), value: "yes")]),
    ] as [(String, StaticString, [Question.Choice], [(name: StaticString, value: String)])] where !choices.isEmpty {
      addChange(
        key,
        RequestForm(
          verb: "availability remove",
          fields: [("mentor", slug)] + fields + [("secret", rows.person.actionSecret)],
          questions: [question(name, "remove", .checks, required: true, choices: choices)]),
        label: strings.sentence("act_remove"), isDangerous: true, row, field, on: &context)
    }
  }

  private func removableHours(_ schedule: MentorSchedule) -> [Question.Choice] {
    let today = clock.now.dateUTC.adding(days: -1)
    return schedule.weekly.filter { $0.id != 0 }.map {
      Question.Choice(value: "\($0.id)", words: "\(strings.dates.weekdays[$0.weekday]), \(windowText($0))")
    }
      + schedule.dated.filter { $0.id != 0 && $0.date >= today }.map { hours in
        let date = text { self.strings.append(dateWithWeekday: hours.date, into: &$0) }
        let windows = hours.windows.map { window in text { self.append(window, into: &$0) } }
        return Question.Choice(
          value: "\(hours.id)",
          words: "\(date), \(windows.isEmpty ? strings.word("closed") : windows.joined(separator: ", "))")
      }
  }
}
