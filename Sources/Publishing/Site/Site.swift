import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Everything that the pages of one build in one language share: read once, the same for all workers.
///
/// A page depends only on this, on its owner's rows and on nothing else, so two builds of the same inputs give the same
/// bytes.
public final class Site: Sendable {
  /// The settings in the pages' language.
  public let settings: Settings
  public let strings: Strings
  let languages: SiteLanguages
  /// The pages' language and their address prefix.
  let siteLanguage: SiteLanguage
  public let content: Content
  public let theme: Theme
  public let programme: Programme
  public let clock: PageClock
  /// The programme's own zone.
  public let zone: Zone
  /// The zones of all people, by name.
  let zones: [String: Zone]
  /// Mentors who are listed, in rating order.
  let mentors: [MentorEntry]
  /// The listed mentors, by name.
  let mentorsByName: [MentorEntry]
  /// Approved mentors, listed or not.
  let entries: [MentorEntry]
  let mentorIndex: [PersonID: Int]
  let shown: ShownTerms
  /// The programme's own calendar.
  let dates: [ProgrammeDate]
  /// The public navigation, in the order of the menu.
  let navigation: [NavigationEntry]
  /// The template `payments.link`.
  let paymentLink: GapText?
  let footer: [NavigationEntry]
  /// The card picture of pages without a picture of their own.
  let card: CardPicture?
  /// Problems of the pictures considered for the card.
  let cardFindings: [Diagnostic]
  /// The newest change of anything that every page shows: settings, content, templates.
  public let sourcesChanged: Instant
  /// The latest change of what the lists of all mentors show.
  public let mentorsChanged: Instant
  /// Whether the site has a `base_url`, so that addresses can be absolute.
  public let isAbsolute: Bool
  let feedSettings: FeedSettings

  struct NavigationEntry: Sendable {
    var label: String
    var route: Route
    /// The label's language; nil if it is the pages' own.
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

  /// The zone used on a person's pages.
  func zone(of person: Person) -> Zone { zones[person.zone] ?? zone }

  func entry(of mentor: PersonID) -> MentorEntry? { mentorIndex[mentor].map { entries[$0] } }

  /// The absolute address of a page in this language, or of a file; nil without `base_url`.
  func address(of route: Route) -> String? { settings.baseURL.map { $0 + "/" + siteLanguage.route(route).path } }

  /// The mtime of a page with these rows: no older than what all pages show.
  func changed(_ rows: Instant...) -> Instant { rows.reduce(sourcesChanged) { max($0, $1) } }
}

/// The parts of the organiser's folder that the pages of one language use.
public struct LocalizedSources: Sendable {
  /// The settings in this language.
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

/// An approved mentor with the data that a build computes once per mentor. A class, since many lists refer to it.
public final class MentorEntry: Sendable {
  public let mentor: PublicMentor
  public let zone: Zone
  public let hours: MentorHours
  /// Ascending: starts of the shortest length that the mentor offers, each with the longest length that fits.
  public let openings: [Opening]
  public let sessionsCompleted: Int
  /// The file of content/mentors/ with the mentor's text, if there is one.
  public let page: ContentPage?
  public let route: Route
  /// Whether the headline is in the record's or the main language, on pages in another one.
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

  /// The latest change of what the mentor's pages show: their own rows and bookings.
  public var changed: Instant { max(mentor.changed, hours.changed, page?.changed ?? mentor.changed) }

  /// The route of the profile; nil for a mentor who is not listed yet.
  var publicRoute: Route? { mentor.isEligible ? route : nil }

  /// Whether the mentor is not accepting, has no free place or no openings: nobody outside the waiting list should
  /// request a connection.
  public var isFull: Bool { isFull(with: mentor.places) }

  func isFull(with places: MentorPlaces) -> Bool {
    !mentor.isAccepting || places.isFullForNew || openings.isEmpty
  }
}

/// The openings of a mentor from now to the end of the horizon.
public func openings(of hours: MentorHours, clock: PageClock) -> [Opening] {
  let end = hours.schedule.policy.horizonEnd ?? clock.horizonEnd(days: hours.horizonDays)
  return openings(hours.schedule, durations: hours.durations, SlotQuery(now: clock.now, from: clock.now, to: end))
}
