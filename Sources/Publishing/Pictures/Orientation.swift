/// The orientation of a picture from its Exif block, which is a TIFF file (TIFF 6.0 section 2, Exif 2.3 section 4.6.4).
///
/// - Returns: 1 to 8; 1 if the block has no readable value.
func exifOrientation(_ tiff: [UInt8]) -> Int {
  guard tiff.count >= 8 else { return 1 }
  let isLowFirst: Bool
  switch (tiff[0], tiff[1]) {
  case (0x49, 0x49): isLowFirst = true
  case (0x4D, 0x4D): isLowFirst = false
  default: return 1
  }
  func number(_ at: Int, _ octets: Int) -> Int? {
    guard at >= 0, at + octets <= tiff.count else { return nil }
    return isLowFirst ? tiff.numberLowFirst(at: at, octets: octets) : tiff.number(at: at, octets: octets)
  }
  guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else { return 1 }
  for index in 0..<count {
    let entry = directory + 2 + index * 12
    guard let tag = number(entry, 2) else { return 1 }
    guard tag == 0x0112 else { continue }
    guard number(entry + 2, 2) == 3, number(entry + 4, 4) == 1, let value = number(entry + 8, 2),
      (1...8).contains(value)
    else { return 1 }
    return value
  }
  return 1
}

/// An Exif block that contains only the orientation.
func exifBlock(orientation: Int) -> [UInt8] {
  [
    0x4D, 0x4D, 0, 42, 0, 0, 0, 8,  // big-endian; its only directory begins at 8
    0, 1,  // with one entry
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0,  // Orientation, SHORT, one value
    0, 0, 0, 0,  // no further directory
  ]
}
