let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

/// Chunks needed to draw the picture or to interpret its colours. All others are left out, including animations, so the
/// picture is not animated.
private let keptChunks: Set<String> = [
  "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sRGB", "cICP", "sBIT", "bKGD",
]

/// Reads a PNG (W3C PNG, third edition, section 5); every chunk's checksum is verified.
func readPNG(_ bytes: [UInt8]) throws(PictureFault) -> Picture {
  var out = pngSignature
  out.reserveCapacity(bytes.count)
  var at = pngSignature.count
  var size: (width: Int, height: Int)?
  var needsPalette = false
  var hasPalette = false
  var hasData = false
  var orientation = 1
  while true {
    guard at + 12 <= bytes.count else { throw .damaged("it ends too early") }
    let length = bytes.number(at: at, octets: 4)
    guard length <= bytes.count - at - 12 else { throw .damaged("a chunk ends behind the file") }
    let content = at + 8
    let end = content + length
    let name = String(decoding: bytes[at + 4..<content], as: UTF8.self)
    guard crc32(bytes[at + 4..<end]) == UInt32(bytes.number(at: end, octets: 4)) else {
      throw .damaged("the checksum of a chunk is wrong")
    }
    guard size != nil || name == "IHDR" else { throw .damaged("it does not begin with its size") }
    switch name {
    case "IHDR":
      guard size == nil, length == 13, let found = headerSize(bytes, at: content) else {
        throw .damaged("its header says what cannot be")
      }
      size = found
      needsPalette = bytes[content + 9] == 3
    case "PLTE": hasPalette = true
    case "IDAT": hasData = true
    case "eXIf": orientation = exifOrientation(Array(bytes[content..<end]))
    case "IEND": break
    default:
      // An upper-case first letter marks a chunk without which the picture cannot be drawn.
      if bytes[at + 4] & 0x20 == 0 { throw .damaged("it has a chunk that no program knows") }
    }
    if name == "IDAT" || name == "IEND", needsPalette, !hasPalette { throw .damaged("it has no palette") }
    if keptChunks.contains(name) { out += bytes[at..<end + 4] }
    at = end + 4
    if name == "IEND" { break }
  }
  guard let size, hasData else { throw .damaged("nothing is drawn") }
  // After the header and before the palette and the data: a valid place for an eXIf chunk.
  if orientation > 1 { out.insert(contentsOf: chunk("eXIf", exifBlock(orientation: orientation)), at: 8 + 25) }
  return Picture(.png, size: size, orientation: orientation, bytes: out)
}

/// The size from a valid header (table 12 of the standard); otherwise nil.
private func headerSize(_ bytes: [UInt8], at start: Int) -> (width: Int, height: Int)? {
  let width = bytes.number(at: start, octets: 4)
  let height = bytes.number(at: start + 4, octets: 4)
  let depths: [UInt8: Set<UInt8>] = [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]]
  guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height),
    depths[bytes[start + 9]]?.contains(bytes[start + 8]) == true, bytes[start + 10] == 0, bytes[start + 11] == 0,
    bytes[start + 12] <= 1
  else { return nil }
  return (width, height)
}

private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
  let named = Array(name.utf8) + content
  return bigEndian(UInt32(content.count)) + named + bigEndian(crc32(named[...]))
}

private func bigEndian(_ number: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
}

/// The checksum of PNG's annex D (ISO 3309).
private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var crc: UInt32 = 0xFFFF_FFFF
  bytes.withUnsafeBufferPointer { octets in
    crcTable.withUnsafeBufferPointer { table in
      for octet in octets { crc = table[Int((crc ^ UInt32(octet)) & 0xFF)] ^ crc >> 8 }
    }
  }
  return ~crc
}

private let crcTable: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
}
