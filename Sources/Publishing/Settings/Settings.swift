import CivilTime
import Diagnostics
import Mentoring

/// `site.yaml`: every key with its default. Lengths of time are in the unit that the key's description names.
package struct Settings: Sendable {
  package var title: String
  package var description = ""
  /// BCP 47.
  package var language = "en"
  /// `#RRGGBB`.
  package var accent = "#3b5bdb"
  /// Without a slash at the end; nil where the site has no address yet.
  package var baseURL: String?
  /// IANA name of the programme's zone.
  package var zone = "UTC"
  /// Where it is said, for the error of a name that no zone has.
  package var zonePlace: Place?
  package var weekStart = WeekStart.monday
  package var policy = ProgrammePolicy()
  package var rooms = RoomSettings()
  /// Minutes before the start from which the link to a session is on.
  package var joinMinutes = 15
  package var mail = MailSettings()
  package var feed = FeedDefaults()
  package var busyUnreadable = UnreadableBusy.lastGood
  /// Whether `free.ifb` is made.
  package var freeBusy = true
  /// A private directory is made for each student while there are no more mentors than this.
  package var privateDirectoryMax = 200
  package var publish = PublishSettings()
  /// Hours after which a page says that it has not been renewed; 0 = never.
  package var staleAfter = 48
  package var topics: [NamedTerm] = []
  package var subjects: [NamedTerm] = []
  package var goals: [NamedTerm] = []
  package var sessionTypes: [OfferedType] = []

  package init(title: String) { self.title = title }

  /// The path of the site's root with slashes at both ends: `/programme/`.
  package var basePath: String {
    guard let rest = afterScheme(of: baseURL ?? "") else { return "/" }
    guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "/" }
    return String(rest[slash...]) + "/"
  }
}

package enum WeekStart: String, Sendable, CaseIterable {
  case sunday, monday

  /// As the record counts weekdays: 0 = Sunday.
  package var weekday: Int { self == .sunday ? 0 : 1 }
}

/// What is taken for busy when a mentor's own calendar cannot be read.
package enum UnreadableBusy: String, Sendable, CaseIterable {
  case lastGood = "last-good"
  case closed, ignore
}

package struct RoomSettings: Sendable {
  package var template = "room-{rand8}"
  /// With `{room}`.
  package var link = "https://meet.jit.si/{room}"
  package var voiceSuffix = "#config.startAudioOnly=true"
  /// Host names that own links may have; empty = any.
  package var allowedHosts: [String] = []
}

package struct MailSettings: Sendable {
  package var from: String?
  package var replyHost: String?
  package var sendmail = "sendmail -t -i"
  package var languages = ["en"]
  package var authservID: String?
  /// Where forms are posted to.
  package var dropbox: String?
}

package struct FeedDefaults: Sendable {
  package enum Mode: String, Sendable, CaseIterable { case invitation, feed }
  package var alarm = false
  package var mode = Mode.invitation
  /// Seconds.
  package var refresh = 86_400
}

package struct PublishSettings: Sendable {
  package enum Hosting: String, Sendable, CaseIterable {
    case plain, github, gitlab, netlify, cloudflare

    /// Whether the host reads `_headers`, so that a policy need not stand in each page.
    package var sendsHeaders: Bool { self == .netlify || self == .cloudflare }
  }
  package var mode = PublishMode.auto
  package var hosting = Hosting.plain
}

/// A topic, subject or goal of the settings.
package struct NamedTerm: Sendable, Hashable {
  package var slug: String
  /// By language.
  package var names: [String: String]
}

/// A session type of the settings.
package struct OfferedType: Sendable, Hashable {
  package var slug: String
  package var names: [String: String]
  /// Minutes.
  package var duration: Int
  package var type: SessionKind
  /// Minor units and ISO 4217.
  package var price: Int?
  package var currency = ""
  package var questions: [String] = []
}
