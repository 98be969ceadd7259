import Markup
import Mentoring

extension Site {
  /// Adds everything that a person may change about themselves: what all people have, and what mentors show.
  func addProfileChanges<Fields>(
    _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, ChangeFields>, on context: inout RenderContext
  ) {
    let person = rows.person
    func choices(_ values: [String], chosen: String) -> [Question.Choice] {
      values.map { Question.Choice(value: $0, words: strings.sentence($0), isChosen: $0 == chosen) }
    }
    var questions = [
      question("name", "name", required: true, value: person.name, most: 200),
      question("email", "email", .email, required: true, value: person.email, most: 254),
      question("zone", "zone", required: true, value: person.zone, most: 64, hint: "zone"),
      question(
        "share-email", needsConnection ? "share_email" : "share_email_free", .radios,
        choices: choices(["yes", "no"], chosen: person.sharesEmail ? "yes" : "no")),
    ]
    if languages.hasSeveral {
      // Keeps a language that the person has chosen but that the site does not list: `de-CH` on a German site, or a
      // language that was removed.
      let isListed = person.language.isEmpty || settings.languages.contains(person.language)
      questions.append(
        question(
          "language", "page_language", .select,
          choices: (settings.languages + (isListed ? [] : [person.language])).map {
            let name = settings.languages.contains($0) ? languageName($0) : "\(languageName($0)) (\($0))"
            return Question.Choice(value: $0, words: name, isChosen: $0 == person.language)
          }))
    }
    questions.append(
      question(
        "feed-alarm", "feed_alarm", .select,
        choices: ["default", "yes", "no"].map {
          let own = person.feedAlarm.map { $0 ? "yes" : "no" } ?? "default"
          return Question.Choice(
            value: $0, words: strings.sentence($0 == "default" ? "as_the_programme" : $0), isChosen: $0 == own)
        }))
    addChange(
      "details",
      RequestForm(
        verb: "person set", fields: [("person", person.email), ("secret", person.actionSecret)], questions: questions),
      row, field, on: &context)
    if let slug = person.mentorSlug, let card = programme.mentorCard(of: person.id) {
      addMentorChanges(card, slug, rows, row, field, on: &context)
    }
  }

  private func addMentorChanges<Fields>(
    _ card: PublicMentor, _ slug: String, _ rows: PersonalRows, _ row: Row<Fields>,
    _ field: ListField<Fields, ChangeFields>, on context: inout RenderContext
  ) {
    let topics =
      settings.topics == nil
      ? question("topics", "topic_slugs", value: card.topics.map(\.slug).joined(separator: ","), hint: "slugs")
      : question("topics", "topics", .checks, choices: choices(of: programme.topics, own: card.topics))
    var about = [
      question("headline", "headline", value: card.headline, most: 200),
      question("job-title", "job_title", value: card.jobTitle, most: 200),
      question("company", "company", value: card.company, most: 200),
      question("years", "years", .number, value: card.years.map { "\($0)" } ?? "", range: 0...80), topics,
    ]
    if !programme.subjects.isEmpty {
      about.append(
        question("subjects", "subjects", .checks, choices: choices(of: programme.subjects, own: card.subjects)))
    }
    about.append(
      question("languages", "languages", value: card.languages.joined(separator: ","), most: 200, hint: "languages"))
    let links = card.links.map(\.url)
    about += (0..<max(3, links.count + 1)).map { index in
      question("link", "web_link", .address, value: index < links.count ? links[index] : "", most: 2048)
    }
    let bio = question("bio", "bio", .lines, value: card.bio, hint: "markdown")
    let price = [
      question(
        "hourly-rate", "hourly_rate", .number, value: card.hourlyRate.map { "\($0)" } ?? "", range: 0...100_000_000),
      question("currency", "currency", value: card.currency, most: 3, hint: "currency"),
    ]
    for (key, questions) in [("about", about), ("bio", [bio]), ("price", price)] {
      addChange(
        key,
        RequestForm(
          verb: "mentor set", fields: [("mentor", slug), ("secret", rows.person.actionSecret)], questions: questions),
        row,
        field, on: &context)
    }
  }

  private func choices(of terms: [Term], own: [Term]) -> [Question.Choice] {
    terms.map { term in
      Question.Choice(value: term.slug, words: term.name, isChosen: own.contains { $0.id == term.id })
    }
  }
}
