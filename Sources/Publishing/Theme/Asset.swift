import CSodium

/// A style, script or picture of the theme. Its address contains a hash of its bytes, so that a browser may cache it
/// for ever and never shows an old one.
public struct Asset: Sendable {
  /// `assets/almanac.css`.
  public let name: String
  public let bytes: [UInt8]
  /// `assets/almanac.1f0c9a2b7d3e.css`.
  public let route: Route

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var hash = [UInt8](repeating: 0, count: 16)
    crypto_generichash(&hash, hash.count, bytes, UInt64(bytes.count), nil, 0)
    let digits = Array("0123456789abcdef".utf8)
    let text = hash.prefix(6).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    // The extension of the file name, ignoring the folders'.
    let file = name.utf8.lastIndex(of: UInt8(ascii: "/")) ?? name.startIndex
    let dot = name.utf8[file...].lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    route = Route(name[..<dot] + "." + String(decoding: text, as: UTF8.self) + name[dot...])
  }
}
