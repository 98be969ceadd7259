import Testing

@testable import Publishing

/// Pictures made octet by octet; `Tests/Oracles/photos.py` does the same with a real encoder's.
struct PictureTests {
  // MARK: JPEG

  private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
  }

  private func sized(_ marker: UInt8 = 0xC0, width: Int = 300, height: Int = 200) -> [UInt8] {
    segment(marker, [8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 1, 1, 0x11, 0])
  }

  /// With a stuffed 0xFF and a restart marker in the data.
  private var scan: [UInt8] { segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56] }

  private func jpeg(_ head: [UInt8]...) -> [UInt8] {
    [0xFF, 0xD8] + head.flatMap { $0 } + sized() + scan + [0xFF, 0xD9]
  }

  private func exif(_ orientation: UInt8, isLowFirst: Bool = false) -> [UInt8] {
    let gps = Array("GPS 52.52 N 13.40 E".utf8)
    if isLowFirst {
      return Array("Exif\0\0II".utf8) + [42, 0, 8, 0, 0, 0, 2, 0] + [0x0F, 1, 2, 0, 4, 0, 0, 0, 65, 66, 67, 0]
        + [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0] + [0, 0, 0, 0] + gps
    }
    return Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 2] + [1, 0x0F, 0, 2, 0, 0, 0, 4, 65, 66, 67, 0]
      + [1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0] + [0, 0, 0, 0] + gps
  }

  @Test func aJPEGKeepsWhatDrawsItAndNothingElse() throws {
    let jfif = segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 1, 1, 9, 9, 9])
    let icc = segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 7, 7])
    let adobe = segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
    let picture = try readPicture(
      jpeg(
        jfif, segment(0xE0, Array("JFXX\0thumb".utf8)), segment(0xE1, exif(1)),
        segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8)), icc, segment(0xE2, Array("MPF\0".utf8)),
        segment(0xED, Array("Photoshop 3.0\0IPTC".utf8)), adobe, segment(0xFE, Array("a comment".utf8)),
        segment(0xDB, [0, 1])) + Array("another picture".utf8))
    let bare = segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 0, 0])
    #expect(picture.bytes == jpeg(bare, icc, adobe, segment(0xDB, [0, 1])))
    #expect((picture.width, picture.height) == (300, 200))
    #expect(picture.format == .jpeg)
  }

  @Test(arguments: [UInt8(2), 3, 4, 5, 6, 7, 8], [true, false])
  func aTurnedJPEGStaysTurned(orientation: UInt8, isLowFirst: Bool) throws {
    let picture = try readPicture(jpeg(segment(0xE1, exif(orientation, isLowFirst: isLowFirst))))
    let block: [UInt8] =
      Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
    #expect(picture.bytes == jpeg(segment(0xE1, block)))
    #expect((picture.width, picture.height) == (orientation > 4 ? (200, 300) : (300, 200)))
  }

  @Test func anExifBlockThatLiesIsDroppedWhole() throws {
    for damage in [exif(0), exif(9), Array(exif(6).prefix(20)), Array("Exif\0\0XX".utf8) + [0, 42, 0, 0, 0, 8, 0, 1]] {
      #expect(try readPicture(jpeg(segment(0xE1, damage))).bytes == jpeg())
    }
    var far = exif(6)
    far[10] = 0xFF
    #expect(try readPicture(jpeg(segment(0xE1, far))).bytes == jpeg())
  }

  @Test func aDamagedJPEGIsRefusedWhereverItEnds() throws {
    let whole = jpeg(segment(0xE1, exif(6)))
    for end in 0..<whole.count {
      #expect(throws: PictureFault.self, "\(end) octets") { try readPicture(Array(whole.prefix(end))) }
    }
    for wrong in [
      [0xFF, 0xD8, 0xFF, 0xD9] as [UInt8], [0xFF, 0xD8] + scan + [0xFF, 0xD9], jpeg(sized()), jpeg([0x00]),
      jpeg(segment(0xC3, [8, 0, 9, 0, 9, 1, 1, 0x11, 0])), jpeg([0xFF, 0xE1, 0, 1]),
      [0xFF, 0xD8] + sized(width: 0) + scan + [0xFF, 0xD9], [0xFF, 0xD8] + sized() + [0xFF, 0xD9],
    ] { #expect(throws: PictureFault.self) { try readPicture(wrong) } }
  }

  // MARK: PNG

  private func crc(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for octet in bytes {
      crc ^= UInt32(octet)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~crc >> UInt32($0)) }
  }

  private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    return [0, 0, UInt8(content.count >> 8), UInt8(content.count & 255)] + named + crc(named)
  }

  private func png(_ chunks: [UInt8]..., colours: UInt8 = 2) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [0, 0, 1, 44, 0, 0, 0, 200, 8, colours, 0, 0, 0])
      + chunks.flatMap { $0 } + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
  }

  @Test func aPNGKeepsWhatDrawsItAndNothingElse() throws {
    let told = ["tEXt", "zTXt", "iTXt", "tIME", "pHYs", "sPLT", "acTL", "fcTL", "prVt"].map {
      chunk($0, Array("x\0y".utf8))
    }
    let kept = chunk("gAMA", [0, 0, 1, 1]) + chunk("iCCP", Array("p\0\0z".utf8)) + chunk("tRNS", [1])
    let picture = try readPicture(png(told.flatMap { $0 }, kept, chunk("eXIf", Array(exif(1).dropFirst(6)))) + [1, 2])
    #expect(picture.bytes == png(kept))
    #expect((picture.width, picture.height) == (300, 200))
    let turned = try readPicture(png(kept, chunk("eXIf", Array(exif(8).dropFirst(6)))))
    #expect((turned.width, turned.height) == (200, 300))
    #expect(turned.bytes.count == png(kept).count + 12 + 26)
    #expect(try readPicture(turned.bytes).bytes == turned.bytes)
  }

  @Test func aDamagedPNGIsRefusedWhereverItEndsOrErrs() throws {
    let whole = png(chunk("gAMA", [0, 0, 1, 1]))
    for end in 0..<whole.count { #expect(throws: PictureFault.self) { try readPicture(Array(whole.prefix(end))) } }
    // A checksum tells of every octet but those behind which nothing is looked at.
    for place in 8..<whole.count {
      var damaged = whole
      damaged[place] ^= 1
      #expect(throws: PictureFault.self, "octet \(place)") { try readPicture(damaged) }
    }
    #expect(throws: PictureFault.self) { try readPicture(png(colours: 3)) }
    #expect(throws: PictureFault.self) { try readPicture(png(colours: 5)) }
    #expect(throws: PictureFault.self) { try readPicture(png(chunk("NEWS", []))) }
    #expect(throws: Never.self) { try readPicture(png(chunk("PLTE", [1, 2, 3]), colours: 3)) }
  }

  // MARK: WebP

  private func part(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array(name.utf8) + [UInt8(content.count & 255), UInt8(content.count >> 8), 0, 0] + content
      + (content.count % 2 == 1 ? [0] : [])
  }

  private func webp(_ parts: [UInt8]...) -> [UInt8] {
    let all = parts.flatMap { $0 }
    return Array("RIFF".utf8) + [UInt8((all.count + 4) & 255), UInt8((all.count + 4) >> 8), 0, 0] + Array("WEBP".utf8)
      + all
  }

  private let lossy: [UInt8] = [0x30, 1, 0, 0x9D, 0x01, 0x2A, 44, 1, 200, 0, 7]
  private func extended(_ flags: UInt8) -> [UInt8] { part("VP8X", [flags, 0, 0, 0, 43, 1, 0, 199, 0, 0]) }

  @Test func aWebPKeepsWhatDrawsItAndNothingElse() throws {
    let picture = try readPicture(
      webp(
        extended(0x2C), part("ICCP", [1, 2, 3]), part("VP8 ", lossy), part("EXIF", Array(exif(1).dropFirst(6))),
        part("XMP ", Array("<x/>".utf8)), part("note", [1])))
    #expect(picture.bytes == webp(extended(0x20), part("ICCP", [1, 2, 3]), part("VP8 ", lossy)))
    #expect((picture.width, picture.height) == (300, 200))
    #expect(try readPicture(webp(part("VP8 ", lossy))).bytes == webp(part("VP8 ", lossy)))
    // 300 × 200, 14 bits each less one.
    let lossless = part("VP8L", [0x2F, 0x2B, 0xC1, 0x31, 0x00, 9])
    let other = try readPicture(webp(lossless))
    #expect((other.width, other.height) == (300, 200))
    #expect(other.bytes == webp(lossless))
  }

  @Test(arguments: [true, false]) func aTurnedWebPStaysTurned(hasPrefix: Bool) throws {
    let block = hasPrefix ? exif(6) : Array(exif(6).dropFirst(6))
    let picture = try readPicture(webp(extended(0x0C), part("VP8 ", lossy), part("EXIF", block)))
    #expect((picture.width, picture.height) == (200, 300))
    let minimal = part("EXIF", [77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])
    #expect(picture.bytes == webp(extended(0x08), part("VP8 ", lossy), minimal))
  }

  @Test func aWebPThatMovesOrIsDamagedIsRefused() throws {
    let whole = webp(extended(0), part("VP8 ", lossy))
    for end in 0..<whole.count { #expect(throws: PictureFault.self) { try readPicture(Array(whole.prefix(end))) } }
    for wrong in [
      webp(extended(0x02), part("ANIM", [0, 0, 0, 0, 0, 0])), webp(extended(0)),
      webp(part("VP8 ", [0x31] + lossy.dropFirst())),
      webp(part("VP8 ", lossy), part("VP8 ", lossy)), webp(part("VP8 ", lossy), extended(0)),
      webp(part("VP8X", [0, 0, 0, 0, 9, 0, 0, 9, 0, 0]), part("VP8 ", lossy)), webp(part("VP8L", [0, 0, 0, 0, 0])),
    ] { #expect(throws: PictureFault.self) { try readPicture(wrong) } }
  }

  // MARK: Limits

  @Test func whatIsTooLargeIsRefusedWithARemedy() throws {
    #expect(
      throws: PictureFault(
        cause: "the picture has 5000 × 200 pixels, more than 4096 a side",
        remedy: "make it smaller: 512 pixels a side are enough")
    ) { try readPicture([0xFF, 0xD8] + sized(width: 5000) + scan + [0xFF, 0xD9]) }
    #expect(throws: PictureFault.self) { try readPicture([UInt8](repeating: 0xFF, count: Picture.mostOctets + 1)) }
    #expect(throws: PictureFault(cause: "the file is empty", remedy: "export it as one of the three")) {
      try readPicture([])
    }
  }

  @Test func noOctetsCrashTheReader() throws {
    var random = FixedRandom(state: 20_261_121)
    for whole in [
      jpeg(segment(0xE1, exif(6))), png(chunk("eXIf", exif(6))),
      webp(extended(8), part("VP8 ", lossy), part("EXIF", exif(6))),
    ] {
      for _ in 0..<2000 {
        var damaged = whole
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        // Taken or refused; what is taken is taken again and stays as it is.
        if let picture = try? readPicture(damaged) {
          #expect((try? readPicture(picture.bytes))?.bytes == picture.bytes, "\(damaged)")
        }
      }
    }
  }
}

/// The same numbers in every run (SplitMix64, Steele et al. 2014).
private struct FixedRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
