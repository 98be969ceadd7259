/// Reads a WebP (RFC 9649 section 2): the picture, its transparency and its colour profile are kept.
func readWebP(_ bytes: [UInt8]) throws(PictureFault) -> Picture {
  let total = bytes.numberLowFirst(at: 4, octets: 4) + 8
  guard total <= bytes.count, total >= 20 else { throw .damaged("it ends too early") }
  var kept: [UInt8] = []
  kept.reserveCapacity(total)
  /// The offset of VP8X in `kept`; its flags list the chunks.
  var flagsPlace: Int?
  var canvas: (width: Int, height: Int)?
  var size: (width: Int, height: Int)?
  var orientation = 1
  var at = 12
  while at < total {
    guard at + 8 <= total else { throw .damaged("it ends too early") }
    let length = bytes.numberLowFirst(at: at + 4, octets: 4)
    let content = at + 8
    guard length <= total - content else { throw .damaged("a chunk ends behind the file") }
    let end = content + length
    // A chunk of odd length has a padding byte, which some programs omit at the end.
    let next = min(end + length % 2, total)
    func keep() {
      kept += bytes[at..<end]
      if length % 2 == 1 { kept.append(0) }
    }
    switch String(decoding: bytes[at..<at + 4], as: UTF8.self) {
    case "VP8X":
      guard at == 12, length >= 10 else { throw .damaged("its header is at the wrong place") }
      guard bytes[content] & 0x02 == 0 else { throw movingPicture }
      canvas = (
        bytes.numberLowFirst(at: content + 4, octets: 3) + 1, bytes.numberLowFirst(at: content + 7, octets: 3) + 1
      )
      flagsPlace = 8
      keep()
    case "ANIM", "ANMF": throw movingPicture
    case "ICCP", "ALPH": if flagsPlace != nil { keep() }
    case "VP8 ":
      guard size == nil, length >= 10, isKeyFrame(bytes, content) else {
        throw .damaged("nothing is drawn")
      }
      size = (
        bytes.numberLowFirst(at: content + 6, octets: 2) & 0x3FFF,
        bytes.numberLowFirst(at: content + 8, octets: 2) & 0x3FFF
      )
      keep()
    case "VP8L":
      guard size == nil, length >= 5, bytes[content] == 0x2F else { throw .damaged("nothing is drawn") }
      let bits = bytes.numberLowFirst(at: content + 1, octets: 4)
      size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
      keep()
    case "EXIF":
      let hasPrefix = bytes.has("Exif\0\0", at: content) && length >= 6
      orientation = exifOrientation(Array(bytes[(hasPrefix ? content + 6 : content)..<end]))
    default: break
    }
    at = next
  }
  guard let size, size.width > 0, size.height > 0 else { throw .damaged("nothing is drawn") }
  if let canvas, canvas != size { throw .damaged("it says two sizes") }
  if let flagsPlace {
    // Exif and XMP have been removed.
    kept[flagsPlace] &= ~0x0C
    if orientation > 1 {
      kept[flagsPlace] |= 0x08
      kept += Array("EXIF".utf8) + lowFirst(26) + exifBlock(orientation: orientation)
    }
  } else {
    orientation = 1
  }
  return Picture(
    .webp, size: size, orientation: orientation,
    bytes: Array("RIFF".utf8) + lowFirst(kept.count + 4) + Array("WEBP".utf8) + kept)
}

/// A frame's first three bytes are its tag, whose lowest bit is 0 for a key frame; then follows the start code.
private func isKeyFrame(_ bytes: [UInt8], _ content: Int) -> Bool {
  bytes[content] & 1 == 0 && bytes[content + 3] == 0x9D && bytes[content + 4] == 0x01 && bytes[content + 5] == 0x2A
}

private let movingPicture = PictureFault(
  cause: "the picture moves", remedy: "export one of its frames as a still picture")

private func lowFirst(_ number: Int) -> [UInt8] {
  [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
}
