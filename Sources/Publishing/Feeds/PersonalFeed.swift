import Bytes
import CivilTime
import ICalendar
import Mentoring

/// What a feed needs beyond the person's own rows.
public struct FeedSettings: Sendable {
  /// Before the person's name in the calendar's name.
  public var programmeTitle: String
  /// The language of the feeds.
  public var strings: Strings
  /// URL template of rooms with `{room}`, and what is added for a voice session.
  var roomLink: GapText
  public var voiceSuffix: String
  /// The site's address with a slash at the end; nil leaves the links to meeting pages out.
  public var baseURL: String?
  /// The programme's default for reminders in feeds.
  public var alarm: Bool
  /// How long before the start they come.
  public var joinMinutes: Int

  public init(
    programmeTitle: String, strings: Strings, roomLink: String = "https://meet.jit.si/{room}",
    voiceSuffix: String = "#config.startAudioOnly=true", baseURL: String? = nil, alarm: Bool = false,
    joinMinutes: Int = ProgrammePolicy().joinMinutes
  ) {
    self.programmeTitle = programmeTitle
    self.strings = strings
    self.roomLink = GapText(roomLink)
    self.voiceSuffix = voiceSuffix
    self.baseURL = baseURL
    self.alarm = alarm
    self.joinMinutes = joinMinutes
  }
}

/// The events of a person's feed, in the order given: sessions of both roles, pending requests as TENTATIVE, and cancelled
/// sessions until their time has passed. Depends on `now` only through its UTC date.
///
/// - Parameters:
///   - agenda: by start and id.
///   - notes: a sentence for the description of some, by id.
///   - arena: owns the text made here; the same that owns the agenda's.
public func feedEvents(
  _ agenda: [AgendaEntry], of person: Person, zone: Zone, at now: Instant, settings: FeedSettings,
  notes: [Int: String] = [:], arena: TextArena
) -> [Event] {
  var text = ByteSink(capacity: 1024)
  return agenda.filter { $0.isInFeed(at: now) }.map { entry in
    let isCancelled = entry.status == .session(.cancelled)
    let isPending = entry.status == .request(.pending)
    text.removeAll()
    text.append(entry.title)
    text.append(" (")
    text.append(entry.otherName)
    text.append(")")
    var summary = arena.copy(text.text())
    if isCancelled || isPending {
      let strings = settings.strings
      summary = arena.copy(
        isCancelled
          ? strings.sentence("feed_cancelled", ["session": summary.string])
          : strings.sentence("feed_requested", ["session": summary.string]))
    }
    var event = Event(
      uid: entry.uid, stamp: entry.changed, start: entry.start, end: entry.end, zone: zone,
      summary: summary)
    event.sequence = entry.sequence
    event.created = entry.created
    event.status = isCancelled ? .cancelled : isPending ? .tentative : .confirmed
    event.isTransparent = isCancelled
    let link = isCancelled ? .empty : joinLink(of: entry, settings: settings, into: &text, arena: arena)
    let page = pageAddress(of: entry, settings: settings, into: &text, arena: arena)
    event.location = entry.kind == .inPerson ? entry.address : link
    event.url = page
    let note = isCancelled ? nil : notes[entry.id]
    event.description = details(of: entry, link: link, note: note, into: &text, arena: arena)
    if !link.isEmpty {
      let features: Event.Conference.Features =
        switch entry.kind {
        case .voice: .audio
        case .chat: .chat
        default: [.audio, .video]
        }
      event.conference = Event.Conference(uri: link, features: features, label: entry.title)
    }
    if person.feedAlarm ?? settings.alarm, !isCancelled, !isPending { event.alarmMinutes = settings.joinMinutes }
    return event
  }
}

/// The own link, else the room's; empty when there is neither.
private func joinLink(
  of entry: AgendaEntry, settings: FeedSettings, into sink: inout ByteSink, arena: TextArena
) -> Utf8 {
  if !entry.link.isEmpty { return entry.link }
  guard !entry.room.isEmpty, case .session = entry.status else { return .empty }
  sink.removeAll()
  appendRoomLink(
    entry.room, template: settings.roomLink, suffix: entry.kind == .voice ? settings.voiceSuffix : "", into: &sink)
  return arena.copy(sink.text())
}

/// A room's address: the template with `{room}` filled in, and what is added for a voice session.
func appendRoomLink(_ room: Utf8, template: GapText, suffix: String, into sink: inout ByteSink) {
  template.append(into: &sink) { _, sink in sink.append(room) }
  sink.append(suffix)
}

private func pageAddress(
  of entry: AgendaEntry, settings: FeedSettings, into sink: inout ByteSink, arena: TextArena
) -> Utf8 {
  guard let base = settings.baseURL, !entry.meetingToken.isEmpty else { return .empty }
  sink.removeAll()
  sink.append(base)
  sink.append("m/")
  sink.append(entry.meetingToken)
  sink.append("/")
  return arena.copy(sink.text())
}

/// The link on the first line, where every client shows it; then subject, description, agenda, why it was cancelled, and the note.
private func details(
  of entry: AgendaEntry, link: Utf8, note: String?, into sink: inout ByteSink, arena: TextArena
) -> Utf8 {
  sink.removeAll()
  for part in [link, entry.reason, entry.subject, entry.about, entry.agenda] where !part.isEmpty {
    if sink.count > 0 { sink.append("\n") }
    sink.append(part)
  }
  if let note {
    if sink.count > 0 { sink.append("\n") }
    sink.append(note)
  }
  return arena.copy(sink.text())
}

/// The calendar's name: programme and person.
public func feedName(of person: Person, settings: FeedSettings, arena: TextArena) -> Utf8 {
  arena.copy("\(settings.programmeTitle): \(person.name)")
}
