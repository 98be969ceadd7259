/// A picture as it may be published: recognised by its octets, without what it tells of its maker. Pixels are never decoded.
public struct Picture: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case jpeg = "JPEG"
    case png = "PNG"
    case webp = "WebP"

    /// Endings of file names, the usual one first.
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
  /// Pixels as it is shown, a turned picture turned.
  public var width: Int
  public var height: Int
  public var bytes: [UInt8]

  /// The most octets of a picture of a person: a photo of a few hundred pixels has a tenth of it.
  public static let mostOctets = 1 << 20
  /// The most pixels of a side.
  public static let mostPixels = 4096

  /// - Parameters:
  ///   - size: as stored.
  ///   - orientation: 1 to 8 (Exif 2.3, tag 0x0112); from 5 on the sides change places.
  init(_ format: Format, size: (width: Int, height: Int), orientation: Int, bytes: [UInt8]) {
    self.format = format
    (width, height) = orientation > 4 ? (size.height, size.width) : size
    self.bytes = bytes
  }
}

/// Why a file is no picture that can be published, and what to do.
public struct PictureFault: Error, Equatable {
  public var cause: String
  public var remedy: String

  static func damaged(_ what: String) -> PictureFault {
    PictureFault(cause: "the picture is damaged: \(what)", remedy: "open it in a picture editor and export it again")
  }
}

/// Reads a picture of a person: what may be published of it.
///
/// Only the parts that draw it are kept, its colour profile, and the way it is turned. Exif with the place where it was
/// taken, XMP, IPTC, comments, small pictures within it and what follows its end are not.
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
  /// An unsigned number of some octets, the highest first. The caller has seen that they are there.
  func number(at start: Int, octets: Int) -> Int { self[start..<start + octets].reduce(0) { $0 << 8 | Int($1) } }

  /// The lowest first.
  func numberLowFirst(at start: Int, octets: Int) -> Int {
    self[start..<start + octets].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  func has(_ text: StaticString, at start: Int) -> Bool {
    start + text.utf8CodeUnitCount <= count
      && (0..<text.utf8CodeUnitCount).allSatisfy { self[start + $0] == text.utf8Start[$0] }
  }
}
