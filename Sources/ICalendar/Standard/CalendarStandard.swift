/// The iCalendar standard as data: what stands how often in each component that is written or may come in an answer, without
/// METHOD (RFC 5545 section 3.6, 7953 section 3.1, with 7986 section 4 and 9074 section 4) and with one (RFC 5546 sections 3.2
/// and 3.3). That a VCALENDAR holds a component at all (section 3.6) is left out: a feed without events has none. A build does not look at it; whatever a build wrote can be held against it.
public enum CalendarStandard {
  /// Rules of a component in a VCALENDAR of that METHOD; nil for a component that is not kept here, or that the METHOD is not
  /// made for.
  public static func rules(for component: String, method: CalendarMethod? = nil) -> ComponentRules? {
    guard var rules = components[component] else { return nil }
    guard let method else { return rules }
    switch component {
    case "VCALENDAR":
      rules.properties["METHOD"] = .once
      rules.values["METHOD"] = [method.rawValue]
      // RFC 7953 section 5 uses it in no message of these.
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
    // Of ACTION:DISPLAY, the only one that is written.
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

  /// What a METHOD asks beside the above.
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
