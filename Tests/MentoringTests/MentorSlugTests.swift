import Foundation
import Testing

@testable import Mentoring

struct MentorSlugTests {
  static func slug(_ name: String, _ email: String = "kim.lee+x@example.org", _ umlauts: Umlauts = .plain) -> String {
    mentorSlug(name: name, email: email, umlauts: umlauts) { _ in false }
  }

  @Test(arguments: [
    ("Jürgen Müller", "jurgen-muller"), ("Łukasz Żółw", "lukasz-zolw"), ("Søren Ærø Åse", "soren-aero-ase"),
    ("Þór Guðmundsson", "thor-gudmundsson"), ("Đặng Thị Ánh", "dang-thi-anh"), ("Işık Çağlar", "isik-caglar"),
    ("Groß Œuvre", "gross-oeuvre"), ("O’Neil D'Arcy", "oneil-darcy"), ("Jean‑Luc", "jean-luc"),
    ("Ana\u{A0}Sá", "ana-sa"),
    ("Ju\u{308}rgen", "jurgen"), ("ADA LOVELACE", "ada-lovelace"), ("Ｋｉｍ", "kim"), ("İpek", "ipek"),
    ("Dr. Ada  Byron, PhD", "dr-ada-byron-phd"), ("王 Wang", "wang"), ("Oʻzbek Oʼzbek", "ozbek-ozbek"),
    ("O＇Neil", "oneil"), ("Gal·la Gaŀla", "galla-galla"), ("Ƶan Ʒan Ǥo", "zan-zan-go"), ("ʿAlī", "ali"),
  ])
  func aNameIsWrittenInAscii(name: String, slug: String) { #expect(Self.slug(name) == slug) }

  @Test func germanWritesUmlautsOut() {
    #expect(Umlauts(languages: "en", "de-AT") == .german && Umlauts(languages: "en", "den") == .plain)
    for name in ["Jürgen Müller-Öz", "Ju\u{308}rgen Mu\u{308}ller-O\u{308}z"] {
      #expect(Self.slug(name, "a@b.org", .german) == "juergen-mueller-oez")
    }
    #expect(Self.slug("Ääö Weiß", "a@b.org", .german) == "aeaeoe-weiss")
  }

  @Test(arguments: ["王小明", "Иван", "Αλέξης", "محمد", "🙂", "12 3"])
  func aNameWithoutLatinLettersGivesWayToTheAddress(name: String) { #expect(Self.slug(name) == "kim-lee") }

  @Test func aSlugIsFreeShortAndNotReserved() {
    #expect(Self.slug("李", "李@example.org") == "mentor")
    #expect(Self.slug("Page") == "page-2" && Self.slug("Index") == "index-2" && Self.slug("Erased 12") == "erased-12-2")
    let taken: Set<String> = ["ada", "ada-2"]
    #expect(mentorSlug(name: "Ada", email: "a@b.org", umlauts: .plain, isTaken: taken.contains) == "ada-3")
    let long = Self.slug("Maximiliane " + String(repeating: "Wolfeschlegelsteinhausen ", count: 5))
    #expect(long.utf8.count <= 64 && isMentorSlug(long) && long.hasSuffix("hausen"))
    let endless = String(repeating: "a", count: 100)
    #expect(
      mentorSlug(name: endless, email: "", umlauts: .plain) { $0.utf8.count == 64 && !$0.hasSuffix("-2") }.utf8.count
        == 64)
  }

  /// A list of many mentors of one name must not ask for all former ones with each.
  @Test func manyMentorsOfOneNameAskOnceForEachSlug() {
    var (taken, asked, numbers): (Set<String>, Int, [String: Int]) = (["li-na-3"], 0, [:])
    var all: [String] = []
    for _ in 0..<500 {
      let slug = mentorSlug(name: "Li Na", email: "a@b.org", umlauts: .plain, after: &numbers) { slug in
        asked += 1
        return taken.contains(slug)
      }
      taken.insert(slug)
      all.append(slug)
    }
    #expect(all.prefix(4) == ["li-na", "li-na-2", "li-na-4", "li-na-5"] && Set(all).count == 500)
    #expect(asked == 501)
  }

  /// The table agrees with Unicode: every Latin letter that decomposes into ASCII and marks is folded to that ASCII.
  @Test func theTableIsUnicodesDecomposition() {
    for value in Array(0xC0...0x24F) + Array(0x1E00...0x1EFF) {
      guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isLowercase else { continue }
      let plain = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
        $0.properties.generalCategory != .nonspacingMark
      }
      guard plain.allSatisfy(\.isASCII), plain.first?.properties.isAlphabetic == true else { continue }
      let ascii = String(String.UnicodeScalarView(plain))
      guard ascii.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { continue }
      #expect(latinLetters[scalar] == ascii, "\(scalar)")
    }
  }

  /// The directory's script folds what visitors type: what it cannot get from Unicode it must have from this table.
  @Test func theScriptHasTheSameLetters() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Templates/assets/almanac.js")
    let text = try String(contentsOf: script, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains("latin = Object.fromEntries([") })
    let table = try #require(line.split(separator: "\"").first { $0.hasPrefix("ł") })
    // Each letter is followed by its ASCII: łløo…
    var letters: [String: String] = [:]
    var letter = ""
    for scalar in table.unicodeScalars {
      if scalar.isASCII { letters[letter, default: ""].unicodeScalars.append(scalar) } else { letter = String(scalar) }
    }
    #expect(letters.count > 30 && letters["þ"] == "th")
    for (scalar, ascii) in latinLetters {
      let plain = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
        $0.properties.generalCategory != .nonspacingMark
      }
      let folded = plain.map { letters[String($0)] ?? String($0) }.joined()
      #expect(folded == ascii, "\(scalar)")
    }
    for (letter, ascii) in letters { #expect(latinLetters[Unicode.Scalar(letter) ?? " "] == ascii) }
    #expect(searchKey("O’Neil Łukasz\u{A0}Ærø Groß‑Ilı") == "oneil lukasz aero gross-ili")
    // The script drops the same apostrophes, whole ranges of them, after it has decomposed what was typed.
    let fold = try #require(text.split(separator: "\n").first { $0.contains("const fold=") })
    #expect(fold.contains(".normalize(\"NFKD\").toLowerCase().replace(/['\\x60‘-‟ʹ-ʿ′·"))
    #expect(text.contains("fold(s.normalize().replace(/[äöü]/gi"))
    for value in [0x27, 0x60, 0xB4, 0xB7, 0x2032, 0xFF07, 0xFF40] + Array(0x2018...0x201F) + Array(0x2B9...0x2BF) {
      let mark = try #require(Unicode.Scalar(UInt32(value)))
      #expect(searchKey("O\(mark)zbek") == "ozbek", "\(value)")
    }
    #expect(foldedLatin("Mu\u{308}ller", .german) == "mueller")
  }

  @Test func nothingVisibleIsBlank() {
    for text in [
      "", " \t\n", "\u{A0}", "\u{200B}\u{FEFF}", "\u{3000}", "\u{2800}", "\u{3164}", "\u{AD}\u{2060}", "\u{E0020}",
    ] {
      #expect(isBlank(text), "\(text.unicodeScalars.map(\.value))")
    }
    for text in ["a", " . ", "王", "é", "\u{1F642}", "\u{A0}x"] { #expect(!isBlank(text)) }
    #expect(trimmedText("\u{FEFF} \u{A0}Ada B\u{200B}\u{3000}") == "Ada B")
    #expect(cleanText("\u{3164}\u{200B}").isEmpty && cleanText(" Q \u{200B}\n") == "Q")
    // Controls are refused by name, not dropped.
    #expect(cleanText("bell\u{7} ") == "bell\u{7}" && cleanText("\u{202E}x") == "\u{202E}x")
    #expect(characterName("\u{A0}") == "U+00A0 (no-break space)" && characterName("\u{0}") == "U+0000")
  }

  @Test(arguments: [
    ("bücher.example", "xn--bcher-kva.example"), ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
    ("straße.de", "xn--strae-oqa.de"),
    ("пример.рф", "xn--e1afmkfd.xn--p1ai"), ("Example.ORG", "example.org"), ("a。example", "a.example"),
    ("ＥＸＡＭＰＬＥ.org", "example.org"), ("и\u{306}од.рф", "xn--d1ajp.xn--p1ai"), ("gal·la.cat", "xn--galla-sja.cat"),
  ])
  func hostsBecomeAscii(host: String, ascii: String) { #expect(asciiHost(host) == ascii) }

  @Test(arguments: [
    "", "example", "a..b", "-a.org", "a-.org", "a_b.org", "a b.org", "☃.example", "a@.org",
    "ﬁ.de", "𝐚.org", "ｶ.jp", "127.0.0.1", "1.2", "a·b.org", "exa\u{200C}mple.org", "\u{1112}\u{1161}.kr",
  ])
  func whatIsNoHostIsRefused(host: String) { #expect(asciiHost(host) == nil) }
}
