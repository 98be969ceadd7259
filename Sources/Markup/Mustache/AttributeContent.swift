/// The browser's interpretation of an attribute's value.
enum AttributeContent: Hashable {
  case plain
  /// One or more addresses.
  case url
  /// `content`: an address follows after `url=`.
  case refresh
  /// `http-equiv`: determines the meaning of `content`.
  case directive
  /// The attribute may contain no template value, for this reason.
  case refused(String)

  init(attribute: [UInt8]) {
    let name = String(decoding: attribute, as: UTF8.self)
    if Self.addresses.contains(name) {
      self = .url
    } else if name == "content" {
      self = .refresh
    } else if name == "http-equiv" {
      self = .directive
    } else if name.utf8.starts(with: "on".utf8) {
      self = .refused("a value in the script of \(name)")
    } else if let why = Self.refusals[name] {
      self = .refused(why)
    } else {
      self = .plain
    }
  }

  private static let addresses: Set = [
    "href", "xlink:href", "src", "action", "formaction", "poster", "cite", "data", "background", "manifest", "longdesc",
    "ping", "codebase", "icon", "classid", "archive", "profile", "lowsrc", "dynsrc", "xml:base",
  ]

  private static let refusals = [
    "style": "a value in a style attribute", "srcdoc": "a value in srcdoc", "srcset": "a value in srcset",
    "imagesrcset": "a value in imagesrcset",
    // <animate attributeName="href" to="…"> writes any attribute of SVG.
    "attributename": "a value in attributeName", "from": "a value in an animation's from",
    "to": "a value in an animation's to", "by": "a value in an animation's by",
    "values": "a value in an animation's values",
  ]
}

/// The kind of a template value, which determines where it may be used.
enum TemplateValueKind: Hashable { case text, html, url }

/// The reason why a value is not allowed at a position, and the remedy.
struct TemplateValueRefusal: Hashable {
  let cause: String
  let remedy: String?

  init(_ cause: String, remedy: String? = nil) {
    self.cause = cause
    self.remedy = remedy
  }
}
