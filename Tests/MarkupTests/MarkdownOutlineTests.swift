import Bytes
import Markup
import Testing

/// What navigation and checks learn of a text.
private func outline(_ text: String, title: String? = nil) -> MarkdownDocument.Outline {
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBytes { octets in
    guard let base = octets.baseAddress, let document = try? MarkdownDocument(Utf8(start: base, count: octets.count))
    else { return MarkdownDocument.Outline() }
    return document.outline(title: title)
  }
}

private func ids(_ text: String) -> [String] { outline(text).headings.map(\.id) }

@Suite struct MarkdownOutlineTests {
  @Test(arguments: [
    ("# A\n## B\n###### C\n### D\nE\n===", [2, 3, 4, 4, 2]), ("### A\n#### B\n### C", [2, 3, 2]),
    ("###### A\n# B", [2, 2]), ("### A\n# B\n### C", [2, 2, 3]),
    ("# A\n## B\n### C\n#### D\n##### E\n###### F", [2, 3, 4, 5, 6, 6]),
  ])
  func theHighestHeadingIsOfLevel2AndNoLevelIsLeftOut(text: String, levels: [Int]) {
    #expect(outline(text).headings.map(\.level) == levels)
  }

  @Test func theTitleDoesNotCountAsTheHighestHeading() {
    #expect(outline("# About\n## More\n### Less", title: "About").headings.map(\.level) == [2, 3])
  }

  @Test func aFirstHeadingThatRepeatsTheTitleIsLeftOut() {
    #expect(outline("# About\n## More", title: "About").headings.map(\.id) == ["more"])
    #expect(outline("# *About*\n## More", title: "About").headings.map(\.id) == ["more"])
    #expect(outline("## About", title: "About").headings.map(\.id) == ["about"])
    #expect(outline("## More\n# About", title: "About").headings.map(\.id) == ["more", "about"])
    #expect(outline("# About\n# About", title: "About").headings.map(\.id) == ["about"])
  }

  @Test func aHeadingInAQuoteOrListIsAHeadingToo() {
    #expect(ids("> # Quoted\n\n- # Listed") == ["quoted", "listed"])
  }

  @Test func aHeadingInCodeIsNone() {
    #expect(ids("```\n# no\n```\n\n    # no\n\n`# no`") == [])
  }

  // MARK: Ids

  @Test(arguments: [
    ("Überblick & Größe", "überblick-größe"), ("ÉCOLE", "école"), ("E\u{301}cole", "e\u{301}cole"),
    ("日本語 の 見出し", "日本語-の-見出し"), ("हिन्दी में", "हिन्दी-में"), ("2. Step ½", "2-step-½"), ("  -- What's this?! --", "what-s-this"),
    ("`code` and *stress*", "code-and-stress"), ("❤\u{FE0F} Love", "love"), ("Love ❤\u{FE0F}", "love"),
    ("!!!", "section"),
    ("<b>bold</b>", "bold"), ("İstanbul", "i\u{307}stanbul"), ("&amp; &lt;x&gt;", "x"), ("a_b", "a-b"),
  ])
  func anIdHoldsTheLettersAndDigitsOfAnyScript(text: String, id: String) {
    #expect(ids("# " + text).map { Array($0.utf8) } == [Array(id.utf8)])
  }

  @Test func idsThatClashAreNumbered() {
    #expect(ids("# A\n# a\n# A!") == ["a", "a-2", "a-3"])
    #expect(ids("# A 2\n# A\n# A") == ["a-2", "a", "a-3"])
    #expect(ids("# A\n# A\n# A 2\n# A 2") == ["a", "a-2", "a-2-2", "a-2-3"])
    #expect(ids("#\n#\n# Section") == ["section", "section-2", "section-3"])
  }

  /// With a search from 2 for each of them this would take minutes.
  @Test func thirtyThousandEqualHeadingsAreNumberedInOneWalk() {
    let all = ids(String(repeating: "#\n", count: mostMarkdownOctets / 2))
    #expect(all.count == mostMarkdownOctets / 2)
    #expect(Set(all).count == all.count)
    #expect(all.last == "section-\(all.count)")
  }

  // MARK: Links, summary, raw HTML

  @Test func linksAndPicturesAreListedWithTheirLines() {
    let links = outline("See\n[one](a.md) and\n[two][ref]\n\n![p](pic.png)\n\n[ref]: <b c.md> \"t\"").links
    #expect(links.map(\.destination) == ["a.md", "b c.md", "pic.png"])
    #expect(links.allSatisfy { $0.column >= 1 })
    #expect(links.map(\.line) == links.map(\.line).sorted())
    #expect(links.last?.line == 5)
  }

  @Test func anAutolinkIsALink() {
    #expect(
      outline("<https://a.example> <x@a.example>").links.map(\.destination) == [
        "https://a.example", "mailto:x@a.example",
      ])
  }

  @Test func theSummaryIsTheFirstParagraphWithWordsWithoutMarkup() {
    #expect(
      outline("# Head\n\nSome *stressed*\n`code` and [a link](x.md).\n\nMore").summary
        == "Some stressed code and a link.")
    #expect(outline("![](x.png)\n\nWords").summary == "Words")
    #expect(outline("# Only a heading").summary == "")
    #expect(outline("").summary == "")
  }

  @Test func aLongSummaryEndsAtAWord() {
    let summary = outline(String(repeating: "wört ", count: 100)).summary
    #expect(summary.count <= 202)
    #expect(summary.hasSuffix("wört …"))
    let unbroken = outline(String(repeating: "語", count: 300)).summary
    #expect(unbroken == String(repeating: "語", count: 200) + " …")
  }

  @Test func linesWithRawHTMLAreListed() {
    #expect(outline("a <b>x</b>\n\n<div>\nx\n</div>\n\nc").htmlLines.contains(3))
    #expect(outline("a &lt;b&gt; `<b>`\n\n    <b>\n").htmlLines == [])
    #expect(!outline("<!-- a comment -->").htmlLines.isEmpty)
  }
}
