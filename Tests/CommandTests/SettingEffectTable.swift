import Foundation

private let booking = "session book --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More"
private let alpha = ["https://a.example", "https://b.example"]

extension SettingEffect {
  /// What is seen on pages and in feeds.
  static let seen: [SettingEffect] = [
    .page("title", ["Alpha", "Beta"], "index.html", ["· Alpha</title>", "· Beta</title>"]),
    .page("description", ["First words", "Other words"], "index.html", ["— First words", "— Other words"]),
    .page("accent", ["\"#aa0011\"", "\"#0011aa\""], "assets/accent.*.css", ["#aa0011", "#0011aa"]),
    .page("base_url", alpha, "index.html", ["href=\"https://a.example", "href=\"https://b.example"]),
    .page("zone", ["Europe/Berlin", "Asia/Tokyo"], "calendar.ics", ["TZID=Europe/Berlin", "TZID=Asia/Tokyo"]),
    .page(
      "week_start", ["monday", "sunday"], "u/{sam}/book/ada/index.html", ["id=\"w-2026-11-23\"", "id=\"w-2026-11-29\""]),
    .page(
      "policy.confirm", ["instant", "each"], "u/{sam}/book/ada/index.html", ["Your session is booked as soon", ""]),
    .page("policy.durations", ["[30, 60]", "[30, 45]"], "mentors/ada/index.html", ["60 minutes", "45 minutes"]),
    .page("policy.default_hours", ["off", "\"10:00-12:00\""], "mentors/lin/slots.json", ["", "T11:00:00Z"]),
    .page("policy.capacity", ["0", "1"], "mentors/ada/index.html", ["", "Fully Booked"]),
    .page(
      "policy.cancel_notice", ["60", "120"], "u/{sam}/sessions/index.html",
      ["24 November 2026, 09:00", "24 November 2026, 08:00"]),
    .page("policy.reviews_min", ["1", "3"], "mentors/ada/index.html", ["<b>5.0</b>", "Rating from 3 reviews on"]),
    .page("rooms.link", alpha.map { "\"\($0)/{room}\"" }, "m/{m2}/index.html", alpha.map { "href=\"\($0)/room-" }),
    .page("rooms.link", alpha.map { "\"\($0)/{room}\"" }, "feeds/{sam.feed}.ics", alpha.map { "\($0)/room-" }),
    .page("rooms.voice_suffix", ["\"#alpha\"", "\"#beta\""], "m/{m3}/index.html", ["#alpha\"", "#beta\""]),
    .page(
      "payments.link", alpha.map { "\"\($0)/{session}\"" }, "m/{m2}/index.html", alpha.map { "href=\"\($0)/S-2\"" }),
    .page(
      "join_minutes", ["5", "45"], "u/{sam}/sessions/index.html",
      ["data-join-minutes=\"5\"", "data-join-minutes=\"45\""]),
    .page("join_minutes", ["5", "45"], "feeds/{ada.feed}.ics", ["TRIGGER:-PT5M", "TRIGGER:-PT45M"]),
    .page("mail.from", ["a@a.example", "b@b.example"], "u/{sam}/sessions/index.html", ["a@a.example", "b@b.example"]),
    .page("feed.alarm", ["yes", "no"], "feeds/{sam.feed}.ics", ["BEGIN:VALARM", ""]),
    .page("feed.refresh", ["PT1H", "P2D"], "feeds/{sam.feed}.ics", ["PT1H", "P2D"]),
    .page("busy.unreadable", ["ignore", "closed"], "mentors/mo/slots.json", ["T09:00:00Z", ""]),
    .tree("free_busy", ["yes", "no"], ["mentors/ada/free.ifb", ""]),
    .tree("publish.mode", ["files", "symlink"], ["public is a folder", "public is a link"]),
    .tree("private_directory_max", ["200", "2"], ["u/{sam}/mentors/index.html", ""]),
    .page("stale_after", ["5", "7"], "index.html", ["data-stale-after=\"5\"", "data-stale-after=\"7\""]),
    .page("topics.name", ["Tuning one", "Tuning two"], "topics/compilers/index.html", ["Tuning one", "Tuning two"]),
    .page("subjects.name", ["Sewing one", "Sewing two"], "u/{sam}/book/ada/index.html", ["Sewing one", "Sewing two"]),
    .page(
      "session_types.name", ["Nodding one", "Nodding two"], "session-types/index.html", ["Nodding one", "Nodding two"]),
    .page("session_types.duration", ["30", "99"], "session-types/index.html", ["", "99 minutes"]),
    .page("session_types.price", ["0", "525"], "session-types/index.html", ["<span>free", "5.25"]),
    .page("session_types.questions", ["[Why]", "[Whence]"], "session-types/index.html", ["<li>Why", "<li>Whence"]),
    .page("language", ["en", "de"], "index.html", ["<html lang=\"en\"", "<html lang=\"de\""], build: 1),
    .page("policy.step", ["30", "60"], "mentors/ada/slots.json", ["T09:30:00Z", ""], build: 1),
    .page("policy.horizon_days", ["4", "28"], "mentors/ada/slots.json", ["", "2026-12-12T"], build: 1),
    .page("policy.pending_holds", ["no", "yes"], "mentors/grace/slots.json", ["2026-11-26T10:00:00Z", ""]),
    .page(
      "policy.pending_holds", ["no", "yes"], "u/{sam}/book/grace/index.html",
      ["Until then the time stays open to others.", "The time is held for you until then."]),
    .tree("policy.min_sessions_taught", ["0", "1"], ["mentors/grace/index.html", ""], build: 1),
    .tree("publish.file_types", ["[zip]", "[gpx]"], ["public/walk.zip", "public/walk.gpx"], build: 1),
    .tree("languages", ["[en]", "[en, de]"], ["", "public/de/index.html"], build: 2),
    .page("policy.notice", ["0", "2880"], "mentors/ada/slots.json", ["2026-11-22T10:00:00Z", ""], build: 2),
    .page("policy.max_per_day", ["0", "1"], "mentors/ada/slots.json", ["2026-11-24T14:00:00Z", ""], build: 2),
    .tree("policy.connection_required", ["yes", "no"], ["", "u/{kim}/book/ada/index.html"], build: 2),
    .tree(
      "topics.slug", ["compilers", "career"], ["topics/compilers/index.html", "topics/career/index.html"], build: 2),
    .page("policy.max_per_week", ["0", "1"], "mentors/ada/slots.json", ["2026-11-26T14:00:00Z", ""], build: 3),
    .page("mail.dropbox", alpha, "u/{sam}/book/ada/index.html", alpha.map { "action=\"\($0)\"" }, build: 3),
    .page("policy.buffer_before", ["0", "60"], "u/{ada}/availability/index.html", ["", "60 minutes / 0"], build: 3),
    .page(
      "session_types.type", ["VOICE", "CHAT"], "session-types/index.html",
      ["Voice call</span> <span>", "Chat</span> <span>"], build: 3),
    .page(
      "goals.name", ["Going one", "Going two"], "mentors/ada/connect/index.html", ["Going one", "Going two"], build: 3),
    .page("session_types.currency", ["EUR", "JPY"], "session-types/index.html", ["EUR", "JPY"], build: 3),
  ]

  /// What commands answer: that the rules ask the same key.
  static let decided: [SettingEffect] = [
    .answer("base_url", alpha, "link show sam@example.org", words: alpha.map { $0 + "/u/" }),
    .answer(
      "zone", ["Europe/Berlin", "Asia/Tokyo"], "busy allday.ics --from 2026-12-01T00:00:00Z",
      words: ["T23:00:00Z", "T15:00:00Z"]),
    .answer(
      "policy.connection_required", ["yes", "no"], booking.replacingOccurrences(of: "sam@", with: "kim@"),
      words: ["(rule connection)", "session S-5"]),
    .answer(
      "policy.confirm", ["instant", "each"], booking + " --as sam@example.org",
      words: ["(session-booked)", "(session-requested)"]),
    .answer(
      "policy.durations", ["[30, 60]", "[45]"], booking + " --duration 45 --as sam@example.org",
      words: ["(rule duration)", "session S-5"]),
    .answer("policy.step", ["30", "60"], "slots ada --explain 2026-11-28T09:30:00Z", words: [": open", "(off-grid)"]),
    .answer(
      "policy.buffer_before", ["0", "60"], "slots ada --duration 30 --explain 2026-11-24T11:00:00Z",
      words: [": open", "(buffer)"]),
    .answer(
      "policy.buffer_after", ["0", "60"], "slots ada --duration 30 --explain 2026-11-24T09:30:00Z",
      words: [": open", "(buffer)"]),
    .answer(
      "policy.notice", ["0", "2880"], "slots ada --explain 2026-11-22T10:00:00Z", words: [": open", "(notice)"]),
    .answer(
      "policy.horizon_days", ["4", "28"], "slots ada --explain 2026-12-12T10:00:00Z", words: ["(horizon)", ": open"]),
    .answer(
      "policy.max_per_day", ["0", "1"], "slots ada --explain 2026-11-24T14:00:00Z", words: [": open", "(daily-limit)"]),
    .answer(
      "policy.max_per_week", ["0", "1"], "slots ada --explain 2026-11-26T14:00:00Z",
      words: [": open", "(weekly-limit)"]),
    .answer(
      "policy.capacity", ["0", "1"],
      "connection request --mentor ada --student kim@example.org --goal interview-prep --message Hello",
      words: ["connection-requested", "(rule capacity)"]),
    .answer(
      "policy.cancel_notice", ["60", "120"],
      "session cancel S-2 --reason Ill --as sam@example.org --now 2026-11-24T08:30:00Z",
      words: ["session-cancelled", "(rule cancel-notice)"]),
    .answer(
      "policy.bookings_per_hour", ["0", "1"], booking + " --as sam@example.org --now 2026-11-21T13:30:00Z",
      words: ["session S-5", "(rule rate-limit)"]),
    .answer(
      "policy.pending_holds", ["no", "yes"], "slots grace --explain 2026-11-26T10:00:00Z", words: [": open", "(held)"]),
    .answer(
      "policy.outside_hours", ["refuse", "propose"],
      "session book --mentor ada --student sam@example.org --start 2026-11-27T19:00:00Z --title Late --as sam@example.org",
      words: ["(rule outside-hours)", "(session-requested)"]),
    .answer("policy.default_hours", ["off", "\"10:00-12:00\""], "slots lin", words: ["", "T11:00:00Z"]),
    .answer(
      "policy.expire_after", ["72", "12"],
      "session book --mentor grace --student sam@example.org --start 2026-11-27T10:00:00Z --title More --as sam@example.org",
      "tick --now 2026-11-22T21:00:00Z", words: ["", "(session-expired)"]),
    .answer(
      "policy.min_sessions_taught", ["0", "1"],
      "connection request --mentor grace --student kim@example.org --goal interview-prep --message Hello --as kim@example.org",
      words: ["connection-requested", "(rule eligibility)"]),
    .answer(
      "policy.default_role", ["student", "none"],
      "person add --email new@example.org --name New --membership friend", "person list --role student",
      words: ["new@example.org\tNew", ""]),
    .answer(
      "policy.mentors_need_approval", ["yes", "no"], "mentor add kim --email kim@example.org",
      "mentor list --approval pending", words: ["kim\tpending", ""]),
    .answer(
      "policy.late_override", ["mentor", "none"],
      "session cancel S-2 --reason Ill --as ada@example.org --now 2026-11-24T09:00:00Z",
      words: ["session-cancelled", "(rule cancel-notice)"]),
    .answer(
      "policy.late_override", ["organiser", "none"], "session cancel S-2 --reason Ill --now 2026-11-24T09:00:00Z",
      words: ["session-cancelled", "(rule cancel-notice)"]),
    .answer(
      "rooms.template", ["\"alpha-{rand8}\"", "\"beta-{rand8}\""], booking, "session show S-5",
      words: ["room: alpha-", "room: beta-"]),
    .answer(
      "rooms.allowed_hosts", ["[zoom.us]", "[b.example]"], "session link S-2 --url https://zoom.us/j/1",
      words: ["(link-changed)", "(rule link)"]),
    .answer(
      "join_minutes", ["5", "45"], "session start S-2 --now 2026-11-24T09:30:00Z",
      words: ["(rule not-started)", "session S-2"]),
    .answer("topics.slug", ["alpha", "beta"], "mentor set ada --topics alpha", words: ["mentor ada", "\"alpha\""]),
    .answer("subjects.slug", ["alpha", "beta"], booking + " --subject alpha", words: ["session S-5", "\"alpha\""]),
    .answer(
      "goals.slug", ["alpha", "beta"],
      "connection request --mentor ada --student kim@example.org --goal alpha --message Hello",
      words: ["connection-requested", "\"alpha\""]),
    .answer("session_types.slug", ["talk", "walk"], booking + " --offer talk", words: ["session S-5", "\"talk\""]),
    .answer(
      "session_types.duration", ["30", "90"], booking + " --offer talk --duration 90 --as sam@example.org",
      words: ["(rule duration)", "90 minutes"]),
    .answer(
      "session_types.type", ["VOICE", "CHAT"], booking + " --offer talk", "session show S-5",
      words: ["type: VOICE", "type: CHAT"]),
    .answer(
      "session_types.price", ["0", "525"], booking + " --offer talk", "session show S-5",
      words: ["price: 0", "price: 525"]),
    .answer(
      "session_types.currency", ["EUR", "JPY"], booking + " --offer talk", "session show S-5",
      words: ["currency: EUR", "currency: JPY"]),
    .answer(
      "session_types.questions", ["[Why]", "[Why, Whence]"], booking + " --offer talk --answer a --answer b",
      words: ["--answer", "session S-5"]),
  ]
}
