/// The address of an output below the site's root: `mentors/ada/` for a page, `feeds/x.ics` for a file.
///
/// Links between pages are made from routes, so a link to a page that is not built cannot be written by hand.
/// Routes hold lower-case ASCII path components only (``isValid(component:)``).
package struct Route: Hashable, Comparable, Sendable {
  /// Without a leading slash; ends with a slash when it is a page's folder. The home page is empty.
  package let path: String

  package init(_ path: String) { self.path = path }

  package static let home = Route("")
  package static let mentors = Route("mentors/")
  package static let topics = Route("topics/")
  package static let subjects = Route("subjects/")
  package static let sessionTypes = Route("session-types/")
  package static let news = Route("news/")

  package static func mentor(_ slug: String) -> Route { Route("mentors/\(slug)/") }
  package static func topic(_ slug: String) -> Route { Route("topics/\(slug)/") }
  package static func subject(_ slug: String) -> Route { Route("subjects/\(slug)/") }
  package static func person(_ token: String) -> Route { Route("u/\(token)/") }
  package static func feed(_ token: String) -> Route { Route("feeds/\(token).ics") }
  package static func meeting(_ token: String) -> Route { Route("m/\(token)/") }

  package func appending(_ more: String) -> Route { Route(path + more) }

  package static func < (left: Route, right: Route) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }

  /// Whether it is a page's folder and not a file.
  package var isFolder: Bool { path.isEmpty || path.utf8.last == UInt8(ascii: "/") }

  /// The file that holds it: a page's folder has an `index.html`.
  package var file: String { isFolder ? path + "index.html" : path }

  /// How many folders below the root the file stands.
  package var depth: Int { path.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) } }

  /// The way from this page back to the root: `../../`, or nothing at the top. With a target's ``path`` behind it, it is a
  /// link that works under any base path.
  package var rootPrefix: String { String(repeating: "../", count: depth) }

  /// A relative link from this page to another; `./` to the top from the top, since an empty link means the page itself.
  package func link(to target: Route) -> String {
    let text = rootPrefix + target.path
    return text.isEmpty ? "./" : text
  }

  /// Whether a path component may stand in an address: 1–64 of `a-z 0-9 -`, the first no hyphen.
  package static func isValid(component: String) -> Bool {
    let bytes = Array(component.utf8)
    guard (1...64).contains(bytes.count), bytes[0] != UInt8(ascii: "-") else { return false }
    return bytes.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
  }
}
