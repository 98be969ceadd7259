/// The address of an output relative to the site's root: `mentors/ada/` for a page, `feeds/x.ics` for a file.
///
/// Links between pages are made from routes, so that no code writes a link to a page that is not built. Routes contain
/// lower-case ASCII path components only (``isValid(component:)``).
public struct Route: Hashable, Comparable, Sendable {
  /// Without a leading slash; ends with a slash if it is a page's folder. The home page is empty.
  public let path: String

  public init(_ path: String) { self.path = path }

  public static let home = Route("")
  public static let mentors = Route("mentors/")
  public static let topics = Route("topics/")
  public static let subjects = Route("subjects/")
  public static let sessionTypes = Route("session-types/")
  public static let news = Route("news/")
  /// The programme's calendar: events and closed days.
  public static let calendar = Route("calendar.ics")

  public static func mentor(_ slug: String) -> Route { Route("mentors/\(slug)/") }
  public static func topic(_ slug: String) -> Route { Route("topics/\(slug)/") }
  public static func subject(_ slug: String) -> Route { Route("subjects/\(slug)/") }
  public static func person(_ token: String) -> Route { Route("u/\(token)/") }
  public static func feed(_ token: String) -> Route { Route("feeds/\(token).ics") }
  public static func organiser(_ token: String) -> Route { Route("organiser/\(token)/") }
  public static func programmeFeed(_ token: String) -> Route { Route("organiser/\(token)/programme.ics") }
  public static func meeting(_ token: String) -> Route { Route("m/\(token)/") }

  public func appending(_ more: String) -> Route { Route(path + more) }

  public static func < (left: Route, right: Route) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }

  /// Whether it is a page's folder rather than a file.
  public var isFolder: Bool { path.isEmpty || path.utf8.last == UInt8(ascii: "/") }

  /// The file's path: a page's folder has an `index.html`.
  public var file: String { isFolder ? path + "index.html" : path }

  /// The number of folders between the root and the file.
  public var depth: Int { path.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) } }

  /// The relative path from this page to the root: `../../`, or empty at the top. Followed by a target's ``path``, it
  /// is a link that works under any base path.
  public var rootPrefix: String { String(repeating: "../", count: depth) }

  /// A relative link from this page to another; `./` from the top to the top, since an empty link means the page
  /// itself.
  public func link(to target: Route) -> String {
    let text = rootPrefix + target.path
    return text.isEmpty ? "./" : text
  }

  /// Whether a path component is allowed in an address: 1–64 of `a-z 0-9 -`, not beginning with a hyphen.
  public static func isValid(component: String) -> Bool {
    let bytes = Array(component.utf8)
    guard (1...64).contains(bytes.count), bytes[0] != UInt8(ascii: "-") else { return false }
    return bytes.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
  }
}
