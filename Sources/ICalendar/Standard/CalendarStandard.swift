/// The iCalendar standard as data: which properties are allowed how often in each component that is written or accepted
/// in an answer. Without METHOD: RFC 5545 section 3.6 and RFC 7953 section 3.1, with RFC 7986 section 4 and RFC 9074
/// section 4. With METHOD: RFC 5546 sections 3.2 and 3.3. The rule that a VCALENDAR must contain a component (section
/// 3.6) is omitted, because a feed without events has none. A build does not use these rules; they validate its output.
public enum CalendarStandard {
  /// The rules for a component in a VCALENDAR with this METHOD; nil if the component is unknown here or not allowed
  /// with the METHOD.
  public static func rules(for component: String, method: CalendarMethod? = nil) -> ComponentRules? {
    guard var rules = components[component] else { return nil }
    guard let method else { return rules }
    switch component {
    case "VCALENDAR":
      rules.properties["METHOD"] = .once
      rules.values["METHOD"] = [method.rawValue]
      // RFC 7953 section 5 does not use it in any of these messages.
      rules.components["VAVAILABILITY"] = .never
      return rules
    case "VEVENT", "VFREEBUSY": return messages[component]?[method].map { rules.overlaid(by: $0) }
    default: return rules
    }
  }

  private static let components: [String: ComponentRules] = [
    "VCALENDAR": ComponentRules(
      once: "PRODID VERSION", atMostOnce: "CALSCALE COLOR LAST-MODIFIED REFRESH-INTERVAL SOURCE UID URL",
      any: "CATEGORIES DESCRIPTION IMAGE NAME", never: "METHOD",
      components: ["VEVENT": .any, "VFREEBUSY": .any, "VTIMEZONE": .any, "VAVAILABILITY": .any],
      values: ["VERSION": ["2.0"], "CALSCALE": ["GREGORIAN"]]),
    "VEVENT": ComponentRules(
      once: "DTSTAMP DTSTART UID",
      atMostOnce: """
        CLASS COLOR CREATED DESCRIPTION DTEND DURATION GEO LAST-MODIFIED LOCATION ORGANIZER PRIORITY RECURRENCE-ID RRULE \
        SEQUENCE STATUS SUMMARY TRANSP URL
        """,
      any:
        "ATTACH ATTENDEE CATEGORIES COMMENT CONFERENCE CONTACT EXDATE IMAGE RDATE RELATED-TO REQUEST-STATUS RESOURCES",
      components: ["VALARM": .any], alternatives: [["DTEND", "DURATION"]],
      values: [
        "STATUS": ["TENTATIVE", "CONFIRMED", "CANCELLED"], "TRANSP": ["OPAQUE", "TRANSPARENT"],
        "CLASS": ["PUBLIC", "PRIVATE", "CONFIDENTIAL"],
      ]),
    // For ACTION:DISPLAY, the only action that is written.
    "VALARM": ComponentRules(
      once: "ACTION DESCRIPTION TRIGGER", atMostOnce: "ACKNOWLEDGED DURATION PROXIMITY REPEAT UID", any: "RELATED-TO",
      together: [["DURATION", "REPEAT"]], values: ["ACTION": ["DISPLAY"]]),
    "VFREEBUSY": ComponentRules(
      once: "DTSTAMP UID", atMostOnce: "CONTACT DTEND DTSTART ORGANIZER URL",
      any: "ATTENDEE COMMENT FREEBUSY REQUEST-STATUS"),
    "VTIMEZONE": ComponentRules(
      once: "TZID", atMostOnce: "LAST-MODIFIED TZURL", components: ["STANDARD": .any, "DAYLIGHT": .any]),
    "STANDARD": observance,
    "DAYLIGHT": observance,
    "VAVAILABILITY": ComponentRules(
      once: "DTSTAMP UID",
      atMostOnce: """
        BUSYTYPE CLASS CREATED DESCRIPTION DTEND DTSTART DURATION LAST-MODIFIED LOCATION ORGANIZER PRIORITY SEQUENCE SUMMARY URL
        """,
      any: "CATEGORIES COMMENT CONTACT", components: ["AVAILABLE": .any], alternatives: [["DTEND", "DURATION"]],
      values: ["BUSYTYPE": ["BUSY", "BUSY-UNAVAILABLE", "BUSY-TENTATIVE"]]),
    "AVAILABLE": ComponentRules(
      once: "DTSTAMP DTSTART UID",
      atMostOnce: "CREATED DESCRIPTION DTEND DURATION LAST-MODIFIED LOCATION RECURRENCE-ID RRULE SUMMARY",
      any: "CATEGORIES COMMENT CONTACT EXDATE RDATE", alternatives: [["DTEND", "DURATION"]]),
  ]

  private static let observance = ComponentRules(
    once: "DTSTART TZOFFSETFROM TZOFFSETTO", atMostOnce: "RRULE", any: "COMMENT RDATE TZNAME")

  /// Additional rules for each METHOD.
  private static let messages: [String: [CalendarMethod: ComponentRules]] = [
    "VEVENT": [
      .publish: ComponentRules(once: "DTSTART ORGANIZER SUMMARY", never: "ATTENDEE REQUEST-STATUS"),
      .request: ComponentRules(
        once: "DTSTART ORGANIZER SUMMARY", never: "REQUEST-STATUS", atLeastOnce: "ATTENDEE",
        values: ["STATUS": ["TENTATIVE", "CONFIRMED"]]),
      .reply: ComponentRules(once: "ATTENDEE ORGANIZER", atMostOnce: "DTSTART", components: ["VALARM": .never]),
      .cancel: ComponentRules(
        once: "ORGANIZER SEQUENCE", atMostOnce: "DTSTART", never: "REQUEST-STATUS", components: ["VALARM": .never],
        values: ["STATUS": ["CANCELLED"]]),
      .counter: ComponentRules(once: "DTSTART ORGANIZER SEQUENCE SUMMARY"),
    ],
    "VFREEBUSY": [
      .publish: ComponentRules(once: "DTEND DTSTART ORGANIZER", never: "ATTENDEE REQUEST-STATUS"),
      .request: ComponentRules(
        once: "DTEND DTSTART ORGANIZER", never: "FREEBUSY REQUEST-STATUS URL", atLeastOnce: "ATTENDEE"),
      .reply: ComponentRules(once: "ATTENDEE DTEND DTSTART ORGANIZER"),
    ],
  ]
}
