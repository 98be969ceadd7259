import Bytes
import Diagnostics

/// The path of an output in the site: `mentors/ada/index.html`. Borrowed text, checked on its bytes to be one or more
/// plain names joined by `/`, so that no output leaves the folder it is written into.
public struct OutputPath: Hashable {
  public let text: Utf8

  /// The longest path, in bytes; the longest name in it is 255, as in file systems.
  public static let longest = 1024

  /// - Throws: a `Diagnostic` for an empty path or name, `.`, `..`, a leading `/`, a control byte, a backslash,
  ///   ill-formed UTF-8 or a length over the limits.
  public init(_ text: Utf8) throws(Diagnostic) {
    guard OutputPath.isPlain(text) else {
      throw Diagnostic(
        .error, "\"\(text.string)\" is no path for an output", remedy: "names joined by / without . or .. are")
    }
    self.text = text
  }

  @inline(__always) public var count: Int { text.count }

  public var string: String { text.string }

  private static func isPlain(_ text: Utf8) -> Bool {
    guard text.count > 0, text.count <= longest else { return false }
    var start = 0
    var isAscii = true
    for at in 0...text.count {
      let octet = at < text.count ? text[at] : 0x2F
      if octet == 0x2F {
        let length = at - start
        if length == 0 || length > 255 { return false }
        if text[start] == 0x2E && (length == 1 || (length == 2 && text[start + 1] == 0x2E)) { return false }
        start = at + 1
      } else if octet < 0x20 || octet == 0x7F || octet == 0x5C {
        return false
      } else if octet >= 0x80 {
        isAscii = false
      }
    }
    return isAscii || String(validating: text.bytes, as: UTF8.self) != nil
  }
}
