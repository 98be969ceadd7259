import Bytes
import CivilTime
import ICalendar
import Mentoring

/// The settings of a feed, in addition to the person's own rows.
public struct FeedSettings: Sendable {
  /// The title that precedes the person's name in the calendar's name.
  public var programmeTitle: String
  /// The language of the feeds.
  public var strings: Strings
  /// URL template of rooms with `{room}`, and the suffix for a voice session.
  var roomLink: GapText
  public var voiceSuffix: String
  /// The site's address with a slash at the end; if nil, the links to meeting pages are left out.
  public var baseURL: String?
  /// The programme's default for reminders in feeds.
  public var alarm: Bool
  /// Minutes before the start at which reminders are shown.
  public var joinMinutes: Int
  /// Minutes before the start until which a session can be cancelled.
  public var cancelNotice = ProgrammePolicy().cancelNotice
  /// How these settings relate to those that the record knows.
  public var stamp = EventStamp()

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

/// The part of the settings that goes into the stamps of events.
public struct EventStamp: Sendable {
  /// When the settings used in events' text last changed, as far as the record knows; the page clock for settings that
  /// it does not know yet.
  public var changed = Instant(seconds: 0)
  /// The settings that the record knows, if they give a session another link. The next verb increases the SEQUENCE of
  /// those sessions; until then a build adds the increase itself.
  public var other: EventSettings?
  var wanted = EventSettings()
  var clock = Instant(seconds: 0)

  public init() {}

  init(of programme: Programme, _ settings: Settings, at clock: Instant) {
    changed = programme.eventSettingsChanged
    wanted = settings.policy.events
    self.clock = clock
    guard let known = programme.eventSettings, known != wanted else { return }
    other = known
    if known.rest != wanted.rest { changed = max(changed, clock) }
  }

  /// Whether the record still knows the session with another link.
  func hasNewLink(_ entry: AgendaEntry) -> Bool {
    guard let other, entry.status == .session(.scheduled), entry.start > clock, !entry.room.isEmpty, entry.link.isEmpty
    else { return false }
    return wanted.changesLink(of: entry.kind, from: other)
  }
}

/// The events of a person's feed, in the order given: sessions of both roles, pending requests as TENTATIVE, and
/// cancelled sessions until their time has passed. Depends on `now` only through its UTC date.
///
/// DTSTAMP and LAST-MODIFIED are the latest change of everything an event's text depends on: its row, the two people,
/// the mentor's card, the settings, and for the sentence about a clock change the pair's other sessions.
///
/// - Parameters:
///   - agenda: by start and id.
///   - notes: sentences for the descriptions of some sessions, by id.
///   - mentor: the mentor's card, for students.
///   - hasPage: whether a session that has a meeting token also has a meeting page.
///   - arena: owns the text created here; the same arena that owns the agenda's.
public func feedEvents(
  _ agenda: [AgendaEntry], of person: Person, zone: Zone, at now: Instant, settings: FeedSettings,
  notes: [Int: ClockNote] = [:], mentor: (PersonID) -> PublicMentor? = { _ in nil },
  hasPage: (AgendaEntry) -> Bool = { _ in true }, arena: TextArena
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
    let card = entry.mentor == person.id ? nil : mentor(entry.mentor)
    let hasNewLink = settings.stamp.hasNewLink(entry)
    var stamp = max(entry.changed, person.changed, entry.otherChanged, settings.stamp.changed)
    if let card { stamp = max(stamp, card.cardChanged) }
    if let note = notes[entry.id] { stamp = max(stamp, note.changed) }
    if hasNewLink { stamp = max(stamp, settings.stamp.clock) }
    var event = Event(
      uid: entry.uid, stamp: stamp, start: entry.start, end: entry.end, zone: zone, summary: summary)
    // Another program may have written any number; `db verify` reports it.
    event.sequence = min(entry.sequence, highestSequence) + (hasNewLink ? 1 : 0)
    event.created = entry.created
    event.status = isCancelled ? .cancelled : isPending ? .tentative : .confirmed
    event.isTransparent = isCancelled
    let link = isCancelled ? .empty : joinLink(of: entry, settings: settings, into: &text, arena: arena)
    let page = hasPage(entry) ? pageAddress(of: entry, settings: settings, into: &text, arena: arena) : .empty
    event.location = entry.kind == .inPerson ? entry.address : link
    event.url = page
    let note = isCancelled ? nil : notes[entry.id]?.text
    // The link is on the first line, where every client shows it. Then follow the reason for a cancellation, subject,
    // agenda, the facts and the note.
    text.removeAll()
    for part in [link, entry.reason, entry.subject, entry.about, entry.agenda] where !part.isEmpty {
      text.append(part)
      text.append("\n")
    }
    append(factsOf: entry, card, zone: zone, settings: settings, into: &text)
    if let note {
      text.append("\n")
      text.append(note)
    }
    event.description = arena.copy(text.text())
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

/// The session's own link, otherwise the room's; empty if there is neither.
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

/// Appends a room's address: the template with `{room}` filled in, and the suffix for a voice session.
func appendRoomLink(_ room: Utf8, template: GapText, suffix: String, into sink: inout ByteSink) {
  template.append(into: &sink) { _, sink in sink.append(room) }
  sink.append(suffix)
}

/// The link for joining a session, from its own texts; nil if there is none.
public func joinLink(link: String?, room: String?, kind: SessionKind, rooms: RoomSettings) -> String? {
  if let link { return link }
  guard let room else { return nil }
  var sink = ByteSink(capacity: 128)
  GapText(rooms.link).append(into: &sink) { _, sink in sink.append(room) }
  if kind.meeting == .audioRoom { sink.append(rooms.voiceSuffix) }
  return sink.string()
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

/// Appends kind and length, the mentor's job and company, and the cancellation deadline, each on a line.
private func append(
  factsOf entry: AgendaEntry, _ card: PublicMentor?, zone: Zone, settings: FeedSettings, into sink: inout ByteSink
) {
  let strings = settings.strings
  let type =
    switch entry.kind {
    case .video: "type_video"
    case .voice: "type_voice"
    case .chat: "type_chat"
    case .inPerson: "type_in_person"
    }
  strings.append(sentence: type, into: &sink)
  sink.append(", ")
  sink.append(strings.counted("minutes", entry.end.since(entry.start) / 60))
  if let card, !card.jobTitle.isEmpty || !card.company.isEmpty {
    sink.append("\n")
    sink.append(card.jobTitle)
    if !card.jobTitle.isEmpty && !card.company.isEmpty { sink.append(", ") }
    sink.append(card.company)
  }
  guard entry.status == .session(.scheduled) else { return }
  sink.append("\n")
  strings.append(sentence: "cancel_until", into: &sink) { _, sink in
    strings.append(moment: entry.start.adding(minutes: -settings.cancelNotice), in: zone, into: &sink)
  }
}

/// The calendar's name: the programme's title and the person's name.
public func feedName(of person: Person, settings: FeedSettings, arena: TextArena) -> Utf8 {
  arena.copy("\(settings.programmeTitle): \(person.name)")
}
