/// Reads a JPEG (ITU-T T.81 annex B). The segments needed to draw it, JFIF without its thumbnail, Adobe's colour
/// segment and the colour profile are kept.
func readJPEG(_ bytes: [UInt8]) throws(PictureFault) -> Picture {
  var out: [UInt8] = [0xFF, 0xD8]
  out.reserveCapacity(bytes.count)
  /// The place for the orientation: after JFIF, which has to be first.
  var exifPlace = 2
  var at = 2
  var size: (width: Int, height: Int)?
  var orientation: Int?
  var hasScan = false
  while true {
    guard at < bytes.count else { throw .damaged("it ends too early") }
    guard bytes[at] == 0xFF else { throw .damaged("there is no marker at octet \(at)") }
    // Any number of 0xFF bytes may precede a marker.
    while at < bytes.count, bytes[at] == 0xFF { at += 1 }
    guard at < bytes.count else { throw .damaged("it ends too early") }
    let marker = bytes[at]
    at += 1
    if marker == 0xD9 { break }
    guard marker >= 0xC0, !(0xD0...0xD8).contains(marker) else {
      throw .damaged("there is a stray marker at octet \(at - 1)")
    }
    guard at + 2 <= bytes.count else { throw .damaged("it ends too early") }
    let length = bytes.number(at: at, octets: 2)
    guard length >= 2, at + length <= bytes.count else { throw .damaged("a segment ends behind the file") }
    let segment = at..<at + length
    let content = at + 2
    at += length
    func keep() {
      out += [0xFF, marker]
      out += bytes[segment]
    }
    switch marker {
    case 0xC0, 0xC1, 0xC2:
      guard size == nil, length >= 8 else { throw .damaged("it has two sizes, or none") }
      let found = (
        width: bytes.number(at: content + 3, octets: 2), height: bytes.number(at: content + 1, octets: 2)
      )
      guard found.width > 0, found.height > 0 else { throw .damaged("it has no size") }
      size = found
      keep()
    case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
      throw PictureFault(
        cause: "this is a kind of JPEG that browsers do not show", remedy: "export it as an ordinary JPEG")
    case 0xE0:
      // The thumbnail may show parts that were cropped from the picture.
      guard length >= 16, bytes.has("JFIF\0", at: content), out.count == 2 else { continue }
      out += [0xFF, 0xE0, 0, 16]
      out += bytes[content..<content + 12]
      out += [0, 0]
      exifPlace = out.count
    case 0xE1:
      if orientation == nil, length >= 8, bytes.has("Exif\0\0", at: content) {
        orientation = exifOrientation(Array(bytes[content + 6..<segment.upperBound]))
      }
    case 0xE2: if bytes.has("ICC_PROFILE\0", at: content) { keep() }
    case 0xEE: if bytes.has("Adobe", at: content) { keep() }
    case 0xE3...0xED, 0xEF, 0xF0...0xFF: continue  // application data of other programs, comments, reserved
    case 0xDA:
      guard size != nil else { throw .damaged("it is drawn before its size is told") }
      keep()
      hasScan = true
      let start = at
      // In a scan, 0xFF is followed by 0 or by a restart marker.
      while true {
        guard at + 1 < bytes.count else { throw .damaged("it ends too early") }
        if bytes[at] == 0xFF, bytes[at + 1] != 0, !(0xD0...0xD7).contains(bytes[at + 1]) { break }
        at += 1
      }
      out += bytes[start..<at]
    default: keep()
    }
  }
  guard let size, hasScan else { throw .damaged("nothing is drawn") }
  out += [0xFF, 0xD9]
  if let orientation, orientation > 1 {
    let block = exifBlock(orientation: orientation)
    out.insert(contentsOf: [0xFF, 0xE1, 0, UInt8(block.count + 8)] + Array("Exif\0\0".utf8) + block, at: exifPlace)
  }
  return Picture(.jpeg, size: size, orientation: orientation ?? 1, bytes: out)
}
