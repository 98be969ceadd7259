import Markup
import Mentoring

extension Site {
  /// Explains how a visitor gets a session with a mentor. The page is public, so it cannot know its reader: it explains
  /// the way for students, who have their own pages, and for people who are not registered.
  func addWayIn(
    _ entry: MentorEntry, _ row: Row<MentorPageFields>, _ fields: MentorPageFields, on context: inout RenderContext
  ) {
    context.data.set(row, fields.full, isShownFull(entry))
    context.data.set(row, fields.fullText, strings.word(needsConnection ? "fully_booked_text" : "no_times_text"))
    if needsConnection {
      context.link(row, fields.actUrl, entry.route, "connect/")
    } else {
      context.data.set(row, fields.actUrl, "#how")
    }
    context.data.set(row, fields.actLabel, wayInLabel)
    context.data.set(row, fields.howTitle, strings.word(needsConnection ? "how_to_connect" : "how_to_book"))
    let steps =
      needsConnection
      ? ["connect_step_1", "connect_step_2", "connect_step_3"]
      : [
        "book_step_1", hasPrivateDirectory ? "book_step_2" : "book_step_2_far",
        entry.hours.confirmsEach ? "book_step_confirmed" : "book_step_booked",
      ]
    for step in steps {
      context.data.set(context.data.add(row, fields.steps), LineFields.scope.fields.text, strings.word(step))
    }
    context.data.set(
      row, fields.joinText, strings.word(settings.mail.from == nil ? "join_by_organiser" : "join_by_mail"))
    if let address = settings.mail.from {
      context.data.set(row, fields.joinUrl, "mailto:\(address)")
      context.data.set(row, fields.joinAddress, address)
    }
  }

  /// The label of the button that leads to ``addWayIn(_:_:_:on:)``.
  var wayInLabel: String { strings.word(needsConnection ? "request_connection" : "how_to_book") }

  /// Whether a new visitor cannot book or request anything. If no connection is required, capacity does not matter,
  /// since it counts connections.
  func isShownFull(_ entry: MentorEntry) -> Bool {
    needsConnection ? entry.isFull : !entry.mentor.isAccepting || entry.openings.isEmpty && !takesProposals
  }
}
