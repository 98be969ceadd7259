import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Everything the pages of one build in one language share: read once, the same for all workers.
///
/// A page is a function of this, of its owner's rows and of nothing else, so that two builds of the same inputs give the
/// same bytes.
public final class Site: Sendable {
  /// As they are spoken in the pages' language.
  public let settings: Settings
  public let strings: Strings
  let languages: SiteLanguages
  /// Its pages' language and where they stand.
  let siteLanguage: SiteLanguage
  public let content: Content
  public let theme: Theme
  public let programme: Programme
  public let clock: PageClock
  /// The programme's own zone.
  public let zone: Zone
  /// Every zone that a person lives in, by name.
  let zones: [String: Zone]
  /// Mentors who are listed, in rating order.
  let mentors: [MentorEntry]
  /// The same by name.
  let mentorsByName: [MentorEntry]
  /// Approved mentors, listed or not.
  let entries: [MentorEntry]
  let mentorIndex: [PersonID: Int]
  let shown: ShownTerms
  /// The programme's own calendar.
  let dates: [ProgrammeDate]
  /// The public navigation, in the order of the menu.
  let navigation: [NavigationEntry]
  /// Of `payments.link`.
  let paymentLink: GapText?
  let footer: [NavigationEntry]
  /// What pages without a picture of their own are shared with.
  let card: CardPicture?
  /// What is wrong with the pictures that it might have been.
  let cardFindings: [Diagnostic]
  /// The newest change of anything that every page shows: settings, content, templates.
  public let sourcesChanged: Instant
  /// The latest change of what the lists of all mentors show.
  public let mentorsChanged: Instant
  /// Said of the whole build once: what was left out, and why.
  public let isAbsolute: Bool
  let feedSettings: FeedSettings

  struct NavigationEntry: Sendable {
    var label: String
    var route: Route
    /// Of the label; nil where it is the pages' own.
    var foreign: SiteLanguage?
  }

  public init(
    _ siteSources: LocalizedSources, languages: SiteLanguages, programme: Programme, clock: PageClock,
    zone: Zone, zones: [String: Zone], mentors entries: [MentorEntry], sourcesChanged: Instant
  ) {
    let (settings, strings, theme) = (siteSources.settings, siteSources.strings, siteSources.theme)
    let mentors = entries.filter(\.mentor.isEligible)
    let shown = ShownTerms(mentors, listed: settings.listedTerms)
    let content = siteSources.content.hiding(programme, listed: mentors, shown, languages.editions)
    self.languages = languages
    siteLanguage = content.siteLanguage
    self.settings = settings
    self.strings = strings
    self.content = content
    self.theme = theme
    self.programme = programme
    self.clock = clock
    self.zone = zone
    self.zones = zones
    self.entries = entries
    self.mentors = mentors
    mentorsByName = mentors.sorted { ($0.mentor.name, $0.mentor.slug) < ($1.mentor.name, $1.mentor.slug) }
    self.sourcesChanged = sourcesChanged
    mentorsChanged = mentors.reduce(programme.newestChange) { max($0, $1.changed) }
    isAbsolute = settings.baseURL != nil
    var feedSettings = FeedSettings(
      programmeTitle: settings.title, strings: strings, roomLink: settings.rooms.link,
      voiceSuffix: settings.rooms.voiceSuffix,
      baseURL: settings.baseURL.map { $0 + "/" }, alarm: settings.feed.alarm,
      joinMinutes: settings.policy.joinMinutes)
    feedSettings.cancelNotice = settings.policy.cancelNotice
    feedSettings.stamp = EventStamp(of: programme, settings, at: clock.now)
    self.feedSettings = feedSettings
    dates = programmeDates(content, programme, strings, from: feedLowerEdge(at: clock.now))
    var cardFindings: [Diagnostic] = []
    card = CardPicture.chosen(content, theme, title: settings.title, into: &cardFindings)
    self.cardFindings = cardFindings
    self.shown = shown
    paymentLink = settings.payments.link.map(GapText.init)
    mentorIndex = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.mentor.id, $0) })
    func menu(_ menu: ContentPage.Menu) -> [NavigationEntry] {
      content.pages.filter { $0.menu == menu }.map {
        NavigationEntry(label: $0.title, route: $0.route, foreign: content.foreignEdition(of: $0, languages))
      }
    }
    var main = [
      NavigationEntry(label: strings.word("all_mentors"), route: .mentors),
      NavigationEntry(label: strings.word("topics"), route: .topics),
    ]
    if content.pages.contains(where: { $0.kind == .news }) {
      main.append(NavigationEntry(label: strings.word("news"), route: .news))
    }
    navigation = main + menu(.main)
    footer = menu(.footer)
  }

  /// The zone a person's pages are written in.
  func zone(of person: Person) -> Zone { zones[person.zone] ?? zone }

  func entry(of mentor: PersonID) -> MentorEntry? { mentorIndex[mentor].map { entries[$0] } }

  /// The absolute address of a page in this language, or of a file; nil without `base_url`.
  func address(of route: Route) -> String? { settings.baseURL.map { $0 + "/" + siteLanguage.route(route).path } }

  /// The mtime of a page with these rows: no older than what all pages show.
  func changed(_ rows: Instant...) -> Instant { rows.reduce(sourcesChanged) { max($0, $1) } }
}

/// What the organiser's folder gives the pages of one language.
public struct LocalizedSources: Sendable {
  /// As they are spoken in the language.
  public var settings: Settings
  public var strings: Strings
  public var content: Content
  public var theme: Theme

  public init(settings: Settings, strings: Strings, content: Content, theme: Theme) {
    self.settings = settings
    self.strings = strings
    self.content = content
    self.theme = theme
  }
}

/// An approved mentor with what a build computes of her once. A class, since many lists hold her.
public final class MentorEntry: Sendable {
  public let mentor: PublicMentor
  public let zone: Zone
  public let hours: MentorHours
  /// Ascending; starts of the shortest length that she offers, with the longest that fits.
  public let openings: [Opening]
  public let sessionsCompleted: Int
  /// The file of content/mentors/ that holds her words, if there is one.
  public let page: ContentPage?
  public let route: Route
  /// Whether her headline is the record's or the main language's, on pages in another one.
  let hasForeignHeadline: Bool

  init(
    mentor: PublicMentor, zone: Zone, hours: MentorHours, openings: [Opening], sessionsCompleted: Int,
    page: ContentPage?, hasForeignHeadline: Bool = false
  ) {
    self.hasForeignHeadline = hasForeignHeadline
    self.mentor = mentor
    self.zone = zone
    self.hours = hours
    self.openings = openings
    self.sessionsCompleted = sessionsCompleted
    self.page = page
    route = .mentor(mentor.slug)
  }

  /// The latest change of what her pages show: her own rows and her bookings.
  public var changed: Instant { max(mentor.changed, hours.changed, page?.changed ?? mentor.changed) }

  /// The profile; nil for a mentor who is not listed yet.
  var publicRoute: Route? { mentor.isEligible ? route : nil }

  /// Not accepting, no free place, or nothing open: no new connection makes sense for somebody who is not on the waiting list.
  public var isFull: Bool { isFull(with: mentor.places) }

  func isFull(with places: MentorPlaces) -> Bool {
    !mentor.isAccepting || places.isFullForNew || openings.isEmpty
  }
}

/// The openings of a mentor from now to the end of her horizon.
public func openings(of hours: MentorHours, clock: PageClock) -> [Opening] {
  let end = hours.schedule.policy.horizonEnd ?? clock.horizonEnd(days: hours.horizonDays)
  return openings(hours.schedule, durations: hours.durations, SlotQuery(now: clock.now, from: clock.now, to: end))
}
