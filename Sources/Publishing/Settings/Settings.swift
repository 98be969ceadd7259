import CivilTime
import Diagnostics
import Mentoring

/// `site.yaml`: every key with its default. The units of durations are given in the keys' descriptions.
public struct Settings: Sendable {
  public var title: String
  public var description = ""
  /// Title and description by language, if the site has several.
  var titles: [String: String] = [:]
  var descriptions: [String: String] = [:]
  /// BCP 47. The main language, or the language of the pages that use these settings, see ``spoken(in:)``.
  public var language = "en"
  /// Languages whose pages are below `/<language>/`, in the organiser's order.
  public var otherLanguages: [String] = []
  /// Whether the file contains `languages`: names in other languages are then errors.
  var listsLanguages = false
  /// The fallback for texts that do not exist in ``language``; nil for the main language.
  var mainLanguage: String?
  /// `#RRGGBB`.
  public var accent = "#3b5bdb"
  /// Without a slash at the end; nil if the site has no address yet.
  public var baseURL: String?
  /// IANA name of the programme's zone.
  public var zone = "UTC"
  /// The place of the setting, for the error if the zone does not exist.
  public var zonePlace: Place?
  public var weekStart = WeekStart.monday
  public var policy = ProgrammePolicy()
  public var rooms = RoomSettings()
  public var payments = PaymentSettings()
  public var mail = MailSettings()
  public var feed = FeedDefaults()
  public var busyUnreadable = UnreadableBusy.lastGood
  /// Whether `free.ifb` is written.
  public var freeBusy = true
  /// Each student gets a private directory as long as there are no more mentors than this.
  public var privateDirectoryMax = 200
  public var publish = PublishSettings()
  /// Hours after which a page shows that it may be out of date; 0 = never.
  public var staleAfter = 48
  /// The programme's terms in their order. If a list is nil, the record's terms apply.
  public var topics: [NamedTerm]?
  public var subjects: [NamedTerm]?
  public var goals: [NamedTerm]?
  public var sessionTypes: [OfferedType]?

  public init(title: String) { self.title = title }

  /// The main language first.
  public var languages: [String] { [language] + otherLanguages }

  /// The settings for the pages in one of ``languages``.
  public func spoken(in language: String) -> Settings {
    if language == self.language { return self }
    var settings = self
    settings.language = language
    settings.mainLanguage = self.language
    settings.otherLanguages = languages.filter { $0 != language }
    settings.title = settings.text(titles, in: language) ?? title
    settings.description = settings.text(descriptions, in: language) ?? description
    return settings
  }

  /// The language of ``description``, if it is not ``language``.
  var foreignDescription: String? {
    guard let main = mainLanguage, !description.isEmpty, description == text(descriptions, in: main) else { return nil }
    return main
  }

  /// The path of the site's root with slashes at both ends: `/programme/`.
  public var basePath: String {
    guard let rest = afterScheme(of: baseURL ?? "") else { return "/" }
    guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "/" }
    return String(rest[slash...]) + "/"
  }
}

public enum WeekStart: String, Sendable, CaseIterable {
  case sunday, monday

  /// The record's number of the weekday: 0 = Sunday.
  public var weekday: Int { self == .sunday ? 0 : 1 }
}

/// The times treated as busy if a mentor's own calendar cannot be read.
public enum UnreadableBusy: String, Sendable, CaseIterable {
  case lastGood = "last-good"
  case closed, ignore
}

public struct RoomSettings: Sendable {
  public var template = "room-{rand8}"
  /// With `{room}`.
  public var link = "https://meet.jit.si/{room}"
  public var voiceSuffix = "#config.startAudioOnly=true"
  /// Allowed host names of sessions' own links; empty = any.
  public var allowedHosts: [String] = []

  public init() {}
}

public struct PaymentSettings: Sendable {
  /// With `{session}`, `{amount}` and `{currency}`; nil = no links.
  public var link: String?
}

public struct MailSettings: Sendable {
  public var from: String?
  /// The address to which forms are posted.
  public var dropbox: String?
}

public struct FeedDefaults: Sendable {
  public var alarm = false
  /// Seconds.
  public var refresh = 86_400
}

public struct PublishSettings: Sendable {
  public var mode = PublishMode.auto
  /// Extensions of files that are published in addition to the usual ones, see ``FileTypes``.
  public var fileTypes: [String] = []
}

/// A topic, subject or goal of the settings.
public struct NamedTerm: Sendable, Hashable {
  public var slug: String
  /// By language.
  public var names: [String: String]
}

/// A session type of the settings.
public struct OfferedType: Sendable, Hashable {
  public var slug: String
  public var names: [String: String]
  /// Minutes.
  public var duration: Int
  public var type: SessionKind
  /// Minor units and ISO 4217.
  public var price: Int?
  public var currency = ""
  public var questions: [String] = []
}
