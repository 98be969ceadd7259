import CivilTime
import Mentoring
import Testing

@testable import Publishing

/// A key of `site.yaml` with its default, values that are good and values that are not.
struct SettingCase: Sendable, CustomTestStringConvertible {
  var key: String
  var value: @Sendable (Settings) -> String
  var standard: String
  /// As written in the file, and as it is read.
  var good: [String: String]
  var bad: [String]
  var testDescription: String { key }

  init(
    _ key: String, _ value: @escaping @Sendable (Settings) -> any CustomStringConvertible, _ standard: String,
    good: [String: String], bad: [String]
  ) {
    self.key = key
    self.value = { "\(value($0))" }
    self.standard = standard
    self.good = good
    self.bad = bad
  }

  static func flag(
    _ key: String, _ value: @escaping @Sendable (Settings) -> Bool, _ standard: Bool
  ) -> SettingCase {
    SettingCase(
      key, value, "\(standard)", good: ["yes": "true", "no": "false", "true": "true", "off": "false"],
      bad: ["maybe", "1", "[yes]"])
  }

  static func number(
    _ key: String, _ value: @escaping @Sendable (Settings) -> Int, _ standard: Int, in range: ClosedRange<Int>
  ) -> SettingCase {
    SettingCase(
      key, value, "\(standard)",
      good: ["\(range.lowerBound)": "\(range.lowerBound)", "\(range.upperBound)": "\(range.upperBound)"],
      bad: ["\(range.lowerBound - 1)", "\(range.upperBound + 1)", "1.5", "1h", "two", "[1]", "99999999999999999999"])
  }

  static func words(
    _ key: String, _ value: @escaping @Sendable (Settings) -> String, _ standard: String, _ all: [String]
  ) -> SettingCase {
    SettingCase(
      key, value, standard, good: Dictionary(uniqueKeysWithValues: all.map { ($0, $0) }),
      bad: [all[0] + "x", all[0].uppercased(), "{a: b}", "\"\""])
  }
}

extension SettingCase {
  /// One row for each key of the list in `settings.md`.
  static let all: [SettingCase] = [
    SettingCase("title", \.title, "t", good: [:], bad: []),
    SettingCase("description", \.description, "", good: ["\"a # b\"": "a # b"], bad: ["[a]"]),
    SettingCase(
      "language", \.language, "en", good: ["de": "de", "pt-BR": "pt-BR", "zh-Hant-TW": "zh-Hant-TW"],
      bad: ["german", "e", "de_DE", "\"\"", "de-", "\"en\\\"\"", "é"]),
    SettingCase(
      "languages", { $0.languages }, "[\"en\"]",
      good: ["[de, en]": "[\"de\", \"en\"]", "[pt-BR]": "[\"pt-BR\"]", "nl": "[\"nl\"]"],
      bad: ["[]", "[german]", "[en, de, EN]", "[en, api]", "{en: de}", "[en, [de]]"]),
    SettingCase(
      "accent", \.accent, "#3b5bdb", good: ["\"#ABCdef\"": "#ABCdef"],
      bad: ["#ff0000", "red", "\"#fff\"", "\"#12345g\"", "\"#1234567\"", "\"#12345;\"", "\"rgb(1,2,3)\""]),
    SettingCase(
      "base_url", { $0.baseURL ?? "nil" }, "nil",
      good: [
        "https://a.example": "https://a.example", "https://a.example/p///": "https://a.example/p",
        "https://a.example:8443/p": "https://a.example:8443/p", "HTTPS://A.Example/P": "https://a.example/P",
        "Http://A.example": "http://a.example",
      ],
      bad: [
        "a.example", "javascript:alert(1)", "https://", "https:///p", "https://a.example/?q", "https://a.example/#x",
        "\"https://a.example/a b\"", "//a.example", "ftp://a.example", "'https://a.example/\"'", "https://u@a.example",
      ]),
    SettingCase("zone", \.zone, "UTC", good: ["Europe/Berlin": "Europe/Berlin"], bad: ["[UTC]"]),
    .words("week_start", \.weekStart.rawValue, "monday", ["monday", "sunday"]),
    .flag("policy.connection_required", \.policy.connectionRequired, true),
    .words("policy.confirm", { $0.policy.confirmsEach ? "each" : "instant" }, "instant", ["instant", "each"]),
    SettingCase(
      "policy.durations", { $0.policy.durations }, "[30, 60, 90, 120]",
      good: ["[45]": "[45]", "50": "[50]", "[90, 30]": "[90, 30]"],
      bad: ["[]", "[0]", "[30, 30]", "[-5]", "[1441]", "[30, x]", "30 60", "{a: 1}"]),
    .number("policy.step", \.policy.step, 30, in: 1...1440),
    .number("policy.buffer_before", \.policy.bufferBefore, 0, in: 0...1440),
    .number("policy.buffer_after", \.policy.bufferAfter, 0, in: 0...1440),
    .number("policy.notice", \.policy.notice, 120, in: 0...525_600),
    .number("policy.horizon_days", \.policy.horizonDays, 28, in: 1...730),
    .number("policy.max_per_day", \.policy.maxPerDay, 0, in: 0...1440),
    .number("policy.max_per_week", \.policy.maxPerWeek, 0, in: 0...10_080),
    .number("policy.capacity", \.policy.capacity, 0, in: 0...100_000),
    .number("policy.cancel_notice", \.policy.cancelNotice, 120, in: 0...525_600),
    .number("policy.bookings_per_hour", \.policy.bookingsPerHour, 3, in: 0...1000),
    .flag("policy.pending_holds", \.policy.pendingHolds, true),
    .words(
      "policy.outside_hours", { $0.policy.proposesOutsideHours ? "propose" : "refuse" }, "refuse",
      ["refuse", "propose"]),
    SettingCase(
      "policy.default_hours",
      { $0.policy.defaultHours.map { "\($0.start)-\($0.end)" } ?? "off" }, "off",
      good: ["off": "off", "\"09:00-18:00\"": "540-1080", "00:00-24:00": "0-1440", "18:00-09:00": "1080-540"],
      bad: [
        "on", "9-18", "24:00-09:00", "09:00-09:00", "09:00--18:00", "-09:00-18:00", "09:00-18:00-", "09:00-25:00",
        "\"\"",
      ]),
    .number("policy.expire_after", \.policy.expireAfter, 72, in: 1...8760),
    .number("policy.reviews_min", \.policy.reviewsMin, 3, in: 0...1000),
    .number("policy.min_sessions_taught", \.policy.minSessionsTaught, 0, in: 0...10_000),
    .words(
      "policy.default_role", { $0.policy.defaultRoleIsStudent ? "student" : "none" }, "student", ["student", "none"]),
    .flag("policy.mentors_need_approval", \.policy.mentorsNeedApproval, true),
    .words("policy.late_override", \.policy.lateOverride.rawValue, "mentor", ["organiser", "mentor", "none"]),
    SettingCase(
      "rooms.template", \.rooms.template, "room-{rand8}",
      good: ["\"{rand20}-{session_uid}-{timestamp_ms}\"": "{rand20}-{session_uid}-{timestamp_ms}"],
      bad: ["\"room-{rand9}\"", "\"{room}\""]),
    SettingCase(
      "rooms.link", \.rooms.link, "https://meet.jit.si/{room}",
      good: ["\"https://a.example/{room}?x\"": "https://a.example/{room}?x"],
      bad: [
        "https://a.example/", "\"http://a.example/{room}\"", "\"javascript:{room}\"", "\"https://a.example/ {room}\"",
      ]),
    SettingCase(
      "rooms.voice_suffix", \.rooms.voiceSuffix, "#config.startAudioOnly=true",
      good: ["\"?audio=1\"": "?audio=1", "\"\"": ""],
      bad: ["\"a b\"", "\"a\\nb\"", "[a]"]),
    SettingCase(
      "rooms.allowed_hosts", { $0.rooms.allowedHosts }, "[]",
      good: ["[zoom.us, meet.google.com]": "[\"zoom.us\", \"meet.google.com\"]"],
      bad: ["[\"https://zoom.us\"]", "[zoom]", "[\"\"]", "{a: b}"]),
    SettingCase(
      "payments.link", { $0.payments.link ?? "nil" }, "nil",
      good: [
        "\"https://pay.example.org/{session}?a={amount}&c={currency}\"":
          "https://pay.example.org/{session}?a={amount}&c={currency}",
        "https://pay.example.org": "https://pay.example.org",
      ],
      bad: [
        "\"http://pay.example.org/{session}\"", "\"https://pay.example.org/{price}\"", "\"https://{session}/\"",
        "\"https://pay.example.org{session}/\"", "\"javascript:{amount}\"", "\"https:///{amount}\"", "\"{amount}\"",
        "\"https://pay.example.org/ {amount}\"", "\"\"",
      ]),
    .number("join_minutes", \.policy.joinMinutes, 15, in: 0...1440),
    SettingCase(
      "mail.from", { $0.mail.from ?? "nil" }, "nil", good: ["a+b@mail.example.org": "a+b@mail.example.org"],
      bad: [
        "a", "a@", "\"@a.example\"", "a@b@c.example", "\"A <a@a.example>\"", "\"a@a.example\\nBcc: x\"",
        "a@a.example?x",
      ]),
    SettingCase(
      "mail.dropbox", { $0.mail.dropbox ?? "nil" }, "nil",
      good: [
        "https://a.example/in": "https://a.example/in",
        "https://a.example/in?key=a%2Fb&to=c": "https://a.example/in?key=a%2Fb&to=c",
      ],
      bad: [
        "a.example", "\"https://a.example/;script-src *\"", "javascript:x", "\"https://a.example/?a;script-src *\"",
        "\"https://a.example/?a#b\"", "https://a.example/?<a>",
      ]),
    .flag("feed.alarm", \.feed.alarm, false),
    SettingCase(
      "feed.refresh", { $0.feed.refresh }, "86400", good: ["PT1H": "3600", "P1DT12H": "129600", "P2W": "1209600"],
      bad: ["1h", "P", "PT", "PT0S", "P1H", "-P1D", "P1D2W", "PT1M1H", "P1M", "PT1234567S", "P1.5D", "p1d"]),
    .words("busy.unreadable", \.busyUnreadable.rawValue, "last-good", ["last-good", "closed", "ignore"]),
    .flag("free_busy", \.freeBusy, true),
    .number("private_directory_max", \.privateDirectoryMax, 200, in: 0...100_000),
    .words("publish.mode", \.publish.mode.rawValue, "auto", ["auto", "exchange", "symlink", "files"]),
    SettingCase(
      "publish.file_types", { $0.publish.fileTypes }, "[]",
      good: ["[zip, csv]": "[\"zip\", \"csv\"]", "7z": "[\"7z\"]"],
      bad: ["[.zip]", "[ZIP]", "[a/b]", "{zip: 1}", "\"\"", "['']"]),
    .number("stale_after", \.staleAfter, 48, in: 0...87_600),
  ]
}
