/// A picture that can be published: its format is detected from its bytes, and its metadata is removed. Pixels are
/// never decoded.
public struct Picture: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case jpeg = "JPEG"
    case png = "PNG"
    case webp = "WebP"

    /// File extensions, the usual one first.
    public var endings: [String] {
      switch self {
      case .jpeg: ["jpg", "jpeg"]
      case .png: ["png"]
      case .webp: ["webp"]
      }
    }

    public var mediaType: String {
      switch self {
      case .jpeg: "image/jpeg"
      case .png: "image/png"
      case .webp: "image/webp"
      }
    }
  }

  public var format: Format
  /// Size in pixels as displayed, after rotation.
  public var width: Int
  public var height: Int
  public var bytes: [UInt8]

  /// The maximum size of a person's picture in bytes: a photo of a few hundred pixels has a tenth of it.
  public static let mostOctets = 1 << 20
  /// The maximum number of pixels per side.
  public static let mostPixels = 4096

  /// - Parameters:
  ///   - size: as stored.
  ///   - orientation: 1 to 8 (Exif 2.3, tag 0x0112); from 5 on, width and height are exchanged.
  init(_ format: Format, size: (width: Int, height: Int), orientation: Int, bytes: [UInt8]) {
    self.format = format
    (width, height) = orientation > 4 ? (size.height, size.width) : size
    self.bytes = bytes
  }
}

/// Why a file is not a publishable picture, and what to do.
public struct PictureFault: Error, Equatable {
  public var cause: String
  public var remedy: String

  static func damaged(_ what: String) -> PictureFault {
    PictureFault(cause: "the picture is damaged: \(what)", remedy: "open it in a picture editor and export it again")
  }
}

/// Reads a picture of a person and returns the part that may be published.
///
/// Only the parts needed to draw it, its colour profile and its orientation are kept. Exif including the location, XMP,
/// IPTC, comments, thumbnails and data after the end are removed.
public func readPicture(_ bytes: [UInt8]) throws(PictureFault) -> Picture {
  guard bytes.count <= Picture.mostOctets else {
    throw PictureFault(
      cause: "the picture has \(bytes.count) octets, more than \(Picture.mostOctets)",
      remedy: "make it smaller: 512 pixels a side are enough")
  }
  let picture: Picture
  if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
    picture = try readJPEG(bytes)
  } else if bytes.starts(with: pngSignature) {
    picture = try readPNG(bytes)
  } else if bytes.count >= 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
    picture = try readWebP(bytes)
  } else {
    throw PictureFault(
      cause: bytes.isEmpty ? "the file is empty" : "this is no JPEG, PNG or WebP picture",
      remedy: "export it as one of the three")
  }
  guard max(picture.width, picture.height) <= Picture.mostPixels else {
    throw PictureFault(
      cause: "the picture has \(picture.width) × \(picture.height) pixels, more than \(Picture.mostPixels) a side",
      remedy: "make it smaller: 512 pixels a side are enough")
  }
  return picture
}

extension [UInt8] {
  /// Reads an unsigned big-endian number of some bytes. The caller has checked that they exist.
  func number(at start: Int, octets: Int) -> Int { self[start..<start + octets].reduce(0) { $0 << 8 | Int($1) } }

  /// Reads an unsigned little-endian number.
  func numberLowFirst(at start: Int, octets: Int) -> Int {
    self[start..<start + octets].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  func has(_ text: StaticString, at start: Int) -> Bool {
    start + text.utf8CodeUnitCount <= count
      && (0..<text.utf8CodeUnitCount).allSatisfy { self[start + $0] == text.utf8Start[$0] }
  }
}
