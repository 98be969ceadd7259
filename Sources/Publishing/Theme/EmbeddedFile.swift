/// A file of the default theme or the starter content, as the build put it into the program.
public struct EmbeddedFile: Sendable {
  /// From the repository's root: `Templates/home.mustache`, `content/about.md`.
  public let path: String
  public let text: StaticString

  public var bytes: [UInt8] { text.withUTF8Buffer { Array($0) } }

  /// All of them, by path.
  public static var all: [EmbeddedFile] { embeddedFiles }
}
