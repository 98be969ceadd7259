import Diagnostics
import Testing

@testable import Publishing

/// What of `content/` and `Templates/assets/` is published, and what is named instead.
@Suite struct FileTypesTests {
  private func refusal(_ path: String, _ bytes: [UInt8] = Array("x".utf8), types: FileTypes = FileTypes()) -> String? {
    types.refusal(of: SiteFile(path: "content/" + path, bytes: bytes), path: path).map {
      lines(of: Diagnostics([$0]))[0]
    }
  }

  @Test(arguments: [
    "flyer.pdf", "a/b/photo.JPG", "map.svg", "font.woff2", "talk.mp4", "talk.vtt", "dates.ics", "style.css", "x.js",
    "notes.txt", "CNAME", "_redirects", ".well-known/acme/token", ".well-known/security.txt",
  ])
  func whatOrganisersPublishIsPublished(path: String) { #expect(refusal(path) == nil) }

  @Test(arguments: [
    "copy.db", "almanac.db-journal", "id_rsa", "dump.sql", "backup.zip", "members.csv", "list.xlsx", "site.yaml",
    "notes.bak", "page.md.orig", "run.sh", "a/CNAME", "key.pem", "x.sqlite3", "talk.pdf.part", "archive.tar.gz",
  ])
  func anythingElseIsNamedWithWhatToDo(path: String) throws {
    let told = try #require(refusal(path))
    #expect(told.hasPrefix("content/\(path): warning: "))
    #expect(told.contains("so it is not published; "))
  }

  @Test func aTypeOfTheSettingsIsPublishedToo() {
    #expect(refusal("backup.zip", types: FileTypes(more: ["zip"])) == nil)
    #expect(
      refusal("copy.db", types: FileTypes(more: ["zip"]))?.contains("write file_types: [db] under publish") == true)
  }

  @Test(arguments: ["notes.txt", "photo.png", ".well-known/acme/token", "backup.zip"])
  func aSecretIsFoundUnderAnyName(path: String) throws {
    let types = FileTypes(more: ["zip"])
    for (text, what) in [
      ("SQLite format 3\0......", "an SQLite database"), ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "a private key"),
      ("Bag Attributes\n-----BEGIN RSA PRIVATE KEY-----\n", "a private key"),
      ("PuTTY-User-Key-File-3: ssh", "a private key"), ("# created\nAGE-SECRET-KEY-1QQ\n", "a private key"),
      ("PRAGMA foreign_keys=OFF;\nBEGIN", "a dump of a database"), ("-- MySQL dump 10.13", "a dump of a database"),
    ] {
      let told = try #require(refusal(path, Array(text.utf8), types: types))
      #expect(told.contains("the file holds \(what), so it is not published"))
    }
    #expect(refusal(path, Array("-----BEGIN CERTIFICATE-----\n a PRIVATE KEY is elsewhere".utf8), types: types) == nil)
  }

  @Test func theFilesOfTheFolderAreReadOrNamed() throws {
    let result = try loaded([
      "files/flyer.pdf": "pdf", "copy.db": "x", "holidays/a.ics": "x", "holidays/B.ICS": "x", "holidays/h.ical": "x",
      "holidays/sub/c.ics": "x", "holidays/README.md": "x", "strings/en.yaml": "x", "strings/fr.yaml": "x",
      "strings/en.yml": "x", "strings/sub/en.yaml": "x", "about.markdown": "x",
    ])
    #expect(result.content.files.map(\.source) == ["content/files/flyer.pdf"])
    #expect(
      result.told.map { $0.prefix { $0 != ";" } } == [
        "content/about.markdown: warning: pages end in .md, so it is not published",
        "content/copy.db: warning: .db is not among the types of files that are published, so it is not published",
        "content/holidays/README.md: warning: the file is not read: holidays are the files content/holidays/*.ics",
        "content/holidays/h.ical: warning: the file is not read: holidays are the files content/holidays/*.ics",
        "content/holidays/sub/c.ics: warning: the file is not read: holidays are the files content/holidays/*.ics",
        "content/strings/en.yml: warning: the file is not read: words are in content/strings/LANGUAGE.yaml",
        "content/strings/fr.yaml: warning: the file is not read: the site has no pages in \"fr\"",
        "content/strings/sub/en.yaml: warning: the file is not read: words are in content/strings/LANGUAGE.yaml",
      ])
  }

  @Test func theFilesOfTheThemeAreReadOrNamed() {
    var diagnostics = Diagnostics()
    let theme = Theme(
      files: ["assets/logo.png", "assets/copy.db", "home.html", "README.md"].map {
        SiteFile(path: "Templates/" + $0, bytes: Array("x".utf8))
      }, words: [:], accent: "#000000", into: &diagnostics)
    #expect(theme.route(of: "assets/logo.png") != nil && theme.route(of: "assets/copy.db") == nil)
    let told = lines(of: diagnostics).filter { $0.contains("warning: ") }.map { $0.prefix { $0 != ":" } }
    #expect(told == ["Templates/assets/copy.db", "Templates/home.html"])
  }
}
