import Diagnostics

/// The character encoding of a member list.
public enum ListEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  /// The default of Excel on Windows in western Europe and America.
  case cp1252
  case latin1, latin9
  /// The default of Excel on Windows in central Europe.
  case cp1250
  /// The default of old versions of Excel on the Mac.
  case macroman

  /// Finds an encoding by name, in any case, including `windows-1252`, `ISO-8859-1` and `UTF8`.
  public init?(named name: String) {
    let others: [String: ListEncoding] = [
      "utf8": .utf8, "utf-16": .utf16le, "utf16": .utf16le, "utf16le": .utf16le, "utf16be": .utf16be,
      "unicode": .utf16le,
      "windows-1252": .cp1252, "ansi": .cp1252, "iso-8859-1": .latin1, "iso8859-1": .latin1, "iso-8859-15": .latin9,
      "windows-1250": .cp1250, "mac": .macroman, "mac-roman": .macroman, "macintosh": .macroman,
    ]
    guard let known = ListEncoding(rawValue: name.lowercased()) ?? others[name.lowercased()] else { return nil }
    self = known
  }

  /// The encoding that the bytes reveal: by a byte order mark, or by the NUL bytes that UTF-16 has in every ASCII
  /// letter. Nil if neither is present.
  static func marked(_ bytes: UnsafeRawBufferPointer) -> (encoding: ListEncoding, skip: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16le, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16be, 2) }
    guard bytes.count >= 8 else { return nil }
    let head = bytes.prefix(32)
    let odd = stride(from: 1, to: head.count, by: 2).allSatisfy { head[$0] == 0 }
    let even = stride(from: 0, to: head.count, by: 2).allSatisfy { head[$0] == 0 }
    return odd == even ? nil : (odd ? .utf16le : .utf16be, 0)
  }

  var isUTF16: Bool { self == .utf16le || self == .utf16be }

  /// The remedy for a list with lost characters or characters that do not exist in this encoding.
  var remedyForLostCharacters: String {
    let saving = "save it again: in Excel as \"CSV UTF-8\", in LibreOffice with the character set Unicode (UTF-8)"
    return switch self {
    case .utf8: "the character was lost before the list was saved: write it again, or export the list again"
    case .utf16le, .utf16be: "the list is damaged; \(saving)"
    case .latin1, .latin9: "import the list with --encoding cp1252, or \(saving)"
    case .cp1252, .cp1250, .macroman: "the list has another encoding than \(rawValue); \(saving)"
    }
  }

  /// Converts the bytes to UTF-8. Invalid bytes remain as they are for UTF-8 and become U+FFFD otherwise. The control
  /// characters from 0x80 to 0x9F also become U+FFFD, because no list contains them intentionally.
  func utf8(_ bytes: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
    switch self {
    case .utf8: return Array(bytes)
    case .utf16le, .utf16be:
      let all = Array(bytes)
      var units: [UInt16] = []
      units.reserveCapacity(all.count / 2)
      for index in stride(from: 0, to: all.count - 1, by: 2) {
        let (first, second) = (UInt16(all[index]), UInt16(all[index + 1]))
        units.append(self == .utf16le ? second << 8 | first : first << 8 | second)
      }
      // An incomplete character at the end.
      if all.count % 2 == 1 { units.append(0xFFFD) }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    case .latin1: return Self.bytes(of: bytes.lazy.map { (0x80...0x9F).contains($0) ? 0xFFFD : UInt32($0) })
    case .cp1252, .latin9, .cp1250, .macroman:
      let upper = Self.upperHalf(of: self)
      return Self.bytes(of: bytes.lazy.map { $0 < 0x80 ? UInt32($0) : upper[Int($0) - 0x80] })
    }
  }

  private static func bytes(of values: some Sequence<UInt32>) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for value in values { text.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return Array(String(text).utf8)
  }

  /// The characters of the bytes from 0x80 on, as in Unicode's mapping tables.
  private static func upperHalf(of encoding: ListEncoding) -> [UInt32] {
    let table: StaticString =
      switch encoding {
      case .cp1250: cp1250Table
      case .latin9: latin9Table
      case .macroman: macRomanTable
      default: cp1252Table
      }
    let bytes = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
    return String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map {
      UInt32($0, radix: 16) ?? 0xFFFD
    }
  }
}

private let cp1252Table: StaticString = """
  20AC FFFD 201A 0192 201E 2026 2020 2021 02C6 2030 0160 2039 0152 FFFD 017D FFFD
  FFFD 2018 2019 201C 201D 2022 2013 2014 02DC 2122 0161 203A 0153 FFFD 017E 0178
  00A0 00A1 00A2 00A3 00A4 00A5 00A6 00A7 00A8 00A9 00AA 00AB 00AC 00AD 00AE 00AF
  00B0 00B1 00B2 00B3 00B4 00B5 00B6 00B7 00B8 00B9 00BA 00BB 00BC 00BD 00BE 00BF
  00C0 00C1 00C2 00C3 00C4 00C5 00C6 00C7 00C8 00C9 00CA 00CB 00CC 00CD 00CE 00CF
  00D0 00D1 00D2 00D3 00D4 00D5 00D6 00D7 00D8 00D9 00DA 00DB 00DC 00DD 00DE 00DF
  00E0 00E1 00E2 00E3 00E4 00E5 00E6 00E7 00E8 00E9 00EA 00EB 00EC 00ED 00EE 00EF
  00F0 00F1 00F2 00F3 00F4 00F5 00F6 00F7 00F8 00F9 00FA 00FB 00FC 00FD 00FE 00FF
  """
private let cp1250Table: StaticString = """
  20AC FFFD 201A FFFD 201E 2026 2020 2021 FFFD 2030 0160 2039 015A 0164 017D 0179
  FFFD 2018 2019 201C 201D 2022 2013 2014 FFFD 2122 0161 203A 015B 0165 017E 017A
  00A0 02C7 02D8 0141 00A4 0104 00A6 00A7 00A8 00A9 015E 00AB 00AC 00AD 00AE 017B
  00B0 00B1 02DB 0142 00B4 00B5 00B6 00B7 00B8 0105 015F 00BB 013D 02DD 013E 017C
  0154 00C1 00C2 0102 00C4 0139 0106 00C7 010C 00C9 0118 00CB 011A 00CD 00CE 010E
  0110 0143 0147 00D3 00D4 0150 00D6 00D7 0158 016E 00DA 0170 00DC 00DD 0162 00DF
  0155 00E1 00E2 0103 00E4 013A 0107 00E7 010D 00E9 0119 00EB 011B 00ED 00EE 010F
  0111 0144 0148 00F3 00F4 0151 00F6 00F7 0159 016F 00FA 0171 00FC 00FD 0163 02D9
  """
private let latin9Table: StaticString = """
  FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD
  FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD
  00A0 00A1 00A2 00A3 20AC 00A5 0160 00A7 0161 00A9 00AA 00AB 00AC 00AD 00AE 00AF
  00B0 00B1 00B2 00B3 017D 00B5 00B6 00B7 017E 00B9 00BA 00BB 0152 0153 0178 00BF
  00C0 00C1 00C2 00C3 00C4 00C5 00C6 00C7 00C8 00C9 00CA 00CB 00CC 00CD 00CE 00CF
  00D0 00D1 00D2 00D3 00D4 00D5 00D6 00D7 00D8 00D9 00DA 00DB 00DC 00DD 00DE 00DF
  00E0 00E1 00E2 00E3 00E4 00E5 00E6 00E7 00E8 00E9 00EA 00EB 00EC 00ED 00EE 00EF
  00F0 00F1 00F2 00F3 00F4 00F5 00F6 00F7 00F8 00F9 00FA 00FB 00FC 00FD 00FE 00FF
  """
private let macRomanTable: StaticString = """
  00C4 00C5 00C7 00C9 00D1 00D6 00DC 00E1 00E0 00E2 00E4 00E3 00E5 00E7 00E9 00E8
  00EA 00EB 00ED 00EC 00EE 00EF 00F1 00F3 00F2 00F4 00F6 00F5 00FA 00F9 00FB 00FC
  2020 00B0 00A2 00A3 00A7 2022 00B6 00DF 00AE 00A9 2122 00B4 00A8 2260 00C6 00D8
  221E 00B1 2264 2265 00A5 00B5 2202 2211 220F 03C0 222B 00AA 00BA 03A9 00E6 00F8
  00BF 00A1 00AC 221A 0192 2248 2206 00AB 00BB 2026 00A0 00C0 00C3 00D5 0152 0153
  2013 2014 201C 201D 2018 2019 00F7 25CA 00FF 0178 2044 20AC 2039 203A FB01 FB02
  2021 00B7 201A 201E 2030 00C2 00CA 00C1 00CB 00C8 00CD 00CE 00CF 00CC 00D3 00D4
  F8FF 00D2 00DA 00DB 00D9 0131 02C6 02DC 00AF 02D8 02D9 02DA 00B8 02DD 02DB 02C7
  """
