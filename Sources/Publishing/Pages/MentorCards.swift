import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Fills in name, photo or initials, and what a person does.
  ///
  /// - Parameter plain: the name without the suffix that distinguishes it from another; nil if `name` has none.
  func fill<Fields>(
    face group: FaceGroup<Fields>, _ row: Row<Fields>, name: Utf8, plain: Utf8? = nil, id: PersonID,
    jobTitle: String = "", company: String = "", photo: Content.Photo? = nil, on context: inout RenderContext
  ) {
    context.data.set(row, group.name, name)
    if let photo {
      context.link(row, group.photo, photo.route)
      context.set(row, group.photoWidth, photo.picture.width)
      context.set(row, group.photoHeight, photo.picture.height)
    }
    context.data.set(row, group.initials) { appendInitials(of: plain ?? name, into: &$0) }
    context.set(row, group.tint, id.number % 8)
    switch (jobTitle.isEmpty, company.isEmpty) {
    case (true, true): break
    case (false, false):
      context.data.set(row, group.roleLine, strings.sentence("role_at", ["title": jobTitle, "company": company]))
    default: context.data.set(row, group.roleLine, jobTitle + company)
    }
  }

  func fill<Fields>(
    face group: FaceGroup<Fields>, _ row: Row<Fields>, of entry: MentorEntry, on context: inout RenderContext
  ) {
    let mentor = entry.mentor
    let name = context.arena.copy(mentor.name)
    fill(
      face: group, row, name: name, id: mentor.id, jobTitle: mentor.jobTitle, company: mentor.company,
      photo: photo(of: mentor), on: &context)
  }

  /// Fills in the stars of a mentor, once there are as many reviews as the programme requires.
  func fill<Fields>(
    stars group: StarsGroup<Fields>, _ row: Row<Fields>, of mentor: PublicMentor, on context: inout RenderContext
  ) {
    guard let stars = stars(of: mentor) else { return }
    context.data.set(row, group.rating) { self.strings.append(tenths: stars.tenths, into: &$0) }
    context.set(row, group.halfStars, stars.halves)
    context.data.set(row, group.reviewsText, strings.counted("reviews", mentor.ratingCount))
  }

  /// The mean of a mentor's stars in tenths and in halves; nil while it is not shown.
  func stars(of mentor: PublicMentor) -> (tenths: Int, halves: Int)? {
    let count = mentor.ratingCount
    guard count > 0, count >= settings.policy.reviewsMin else { return nil }
    return ((mentor.ratingSum * 10 + count / 2) / count, (mentor.ratingSum * 4 + count) / (count * 2))
  }

  /// Adds the cards of a list of mentors, in the order given.
  func addCards<Fields>(
    _ entries: some Sequence<MentorEntry>, _ row: Row<Fields>, _ field: ListField<Fields, MentorCardFields>,
    on context: inout RenderContext
  ) {
    let fields = MentorCardFields.scope.fields
    for (order, entry) in entries.enumerated() {
      let mentor = entry.mentor
      let card = context.data.add(row, field)
      fill(face: fields.face, card, of: entry, on: &context)
      fill(stars: fields.stars, card, of: mentor, on: &context)
      context.data.set(card, fields.slug, mentor.slug)
      context.link(card, fields.url, entry.route)
      context.data.set(card, fields.headline, mentor.headline)
      if entry.hasForeignHeadline { mark(languages.editions[0], fields.foreign, card, on: &context) }
      for topic in mentor.topics {
        context.data.set(context.data.add(card, fields.topics), NamedFields.scope.fields.name, topic.name)
      }
      context.data.set(card, fields.topicSlugs) { appendJoined(mentor.topics.lazy.map(\.slug), into: &$0) }
      context.data.set(card, fields.languageCodes) { appendJoined(mentor.languages, into: &$0) }
      context.data.set(card, fields.openDays) { appendJoined(self.openDays(of: entry), into: &$0) }
      context.set(card, fields.ratingOrder, order)
      if entry.sessionsCompleted > 0 {
        context.data.set(card, fields.sessionsText, strings.counted("sessions", entry.sessionsCompleted))
      }
      context.data.set(card, fields.full, isShownFull(entry))
      if let next = entry.openings.first, !isShownFull(entry) {
        context.set(card, fields.nextIso, iso: next.start)
        context.data.set(card, fields.nextText) { self.strings.append(moment: next.start, in: self.zone, into: &$0) }
      }
    }
  }

  /// `mo`, `tu`: weekdays with openings, in the mentor's zone.
  func openDays(of entry: MentorEntry) -> [String] {
    var seen = 0
    for opening in entry.openings {
      seen |= 1 << entry.zone.local(at: opening.start).date.weekday
      if seen == 0x7F { break }
    }
    let names = ["su", "mo", "tu", "we", "th", "fr", "sa"]
    return [1, 2, 3, 4, 5, 6, 0].filter { seen & 1 << $0 != 0 }.map { names[$0] }
  }

  /// The picture of a mentor, if the content has one.
  func photo(of mentor: PublicMentor) -> Content.Photo? { content.photo(of: mentor.slug, named: mentor.photo) }
}

private func appendJoined(_ texts: some Sequence<String>, into sink: inout ByteSink) {
  var isFirst = true
  for text in texts {
    if !isFirst { sink.append(" ") }
    sink.append(text)
    isFirst = false
  }
}

/// Appends the first letters of the first and the last word as they are written: the case is not changed, since not
/// every script has one. Works on bytes: a letter is a UTF-8 sequence.
func appendInitials(of name: Utf8, into sink: inout ByteSink) {
  var first: (start: Int, count: Int)?
  var last: (start: Int, count: Int)?
  var isWordStart = true
  var index = 0
  while index < name.count {
    let octet = name[index]
    let length = octet < 0x80 ? 1 : octet < 0xE0 ? 2 : octet < 0xF0 ? 3 : 4
    if octet == 0x20 {
      isWordStart = true
    } else if isWordStart, octet >= 0x80 ? !isUnseen(name, at: index) : isLetter(octet) {
      isWordStart = false
      if first == nil { first = (index, length) } else { last = (index, length) }
    }
    index += length
  }
  for part in [first, last].compactMap({ $0 }) where part.start + part.count <= name.count {
    sink.append(Utf8(start: name.start + part.start, count: part.count))
  }
}

/// Whether a direction mark, a joiner or another invisible character begins here: U+200B to U+200F, U+202A to U+202E,
/// U+2060 to U+206F or U+FEFF. Names copied from a text may contain them.
private func isUnseen(_ name: Utf8, at index: Int) -> Bool {
  guard index + 2 < name.count else { return false }
  return switch (name[index], name[index + 1], name[index + 2]) {
  case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xAF), (0xEF, 0xBB, 0xBF): true
  default: false
  }
}

private func isLetter(_ octet: UInt8) -> Bool { octet | 0x20 >= UInt8(ascii: "a") && octet | 0x20 <= UInt8(ascii: "z") }
