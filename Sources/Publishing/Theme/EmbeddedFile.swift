import CSodium

/// A file of the default theme or the starter content, embedded in the program at build time.
public struct EmbeddedFile: Sendable {
  /// Relative to the repository's root: `Templates/home.mustache`, `content/about.md`.
  public let path: String
  private let literal: StaticString
  /// Whether the literal is base64 (RFC 4648 section 4), as for pictures.
  private let isBase64: Bool

  init(path: String, text: StaticString) {
    self.path = path
    literal = text
    isBase64 = false
  }

  init(path: String, base64: StaticString) {
    self.path = path
    literal = base64
    isBase64 = true
  }

  public var bytes: [UInt8] {
    if !isBase64 { return literal.withUTF8Buffer { Array($0) } }
    let length = literal.utf8CodeUnitCount
    return [UInt8](unsafeUninitializedCapacity: length / 4 * 3) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      let text = UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
      let failed = sodium_base642bin(
        start, buffer.count, text, length, nil, &count, nil, Int32(sodium_base64_VARIANT_ORIGINAL))
      // The literal was generated at build time.
      precondition(failed == 0, "the program's own file \(path) is damaged")
    }
  }

  /// All embedded files, sorted by path.
  public static var all: [EmbeddedFile] { embeddedFiles }
}
