import Diagnostics
import Foundation
import Glibc
import Testing

@testable import Publishing

/// A folder of its own for one test, gone with it.
private final class Folder {
  let root: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/content.XXXXXX").utf8CString)
    root = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func write(_ text: String, _ path: String) throws {
    let file = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(jobs: Int = 1) -> (files: [SiteFile], told: [String]) {
    var diagnostics = Diagnostics()
    let files = readFolder("content", in: root, jobs: jobs, into: &diagnostics)
    return (files, lines(of: diagnostics))
  }
}

struct FolderReadingTests {
  @Test func filesAreReadInTheOrderOfTheirOctets() throws {
    let folder = try Folder()
    for path in ["b.md", "a/z.md", "a-b.md", "a.md", "Z.md", "ü.md"] { try folder.write(path, "content/" + path) }
    let result = folder.read()
    #expect(result.told == [])
    #expect(result.files.map(\.path) == ["Z.md", "a-b.md", "a.md", "a/z.md", "b.md", "ü.md"].map { "content/" + $0 })
    #expect(
      result.files.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "Z.md", "a-b.md", "a.md", "a/z.md", "b.md", "ü.md",
      ])
  }

  @Test func manyFilesAreReadByManyWorkersAsByOne() throws {
    let folder = try Folder()
    for number in 0..<150 {
      try folder.write("\(number)", "content/mentors/m\(number).md")
      if number % 20 == 7 { try folder.write("in", "content/mentors/f\(number)/x.md") }
      if number % 30 == 9 { try #require(symlink("m1.md", folder.root + "/content/mentors/l\(number).md") == 0) }
    }
    let alone = folder.read()
    #expect(alone.files.count == 158 && alone.told.count == 5)
    for jobs in [2, 3, 7, 300] {
      let result = folder.read(jobs: jobs)
      #expect(result.files.map(\.path) == alone.files.map(\.path) && result.told == alone.told)
      #expect(result.files.map(\.bytes) == alone.files.map(\.bytes))
    }
  }

  @Test func aFolderThatIsNotThereHasNoFiles() throws {
    let result = try Folder().read()
    #expect(result.files.isEmpty && result.told == [])
  }

  @Test func whatEditorsAndVersionControlLeaveBehindIsPassedOver() throws {
    let folder = try Folder()
    for path in [".git/x", ".DS_Store", "a.txt~", "a/.x.swp", "a.md"] { try folder.write("", "content/" + path) }
    #expect(folder.read().files.map(\.path) == ["content/a.md"])
    #expect(folder.read().told == [])
    for path in [".well-known/acme/token"] { try folder.write("", "content/" + path) }
    #expect(folder.read().files.map(\.path) == ["content/.well-known/acme/token", "content/a.md"])
  }

  @Test func anyOtherNameWithADotIsNamed() throws {
    let folder = try Folder()
    for path in [".env", "a/.htaccess", "a.md", "#a.txt#", ".#a.md", "~$a.docx", ".a.txt.swp", "a/.well-known/x"] {
      try folder.write("", "content/" + path)
    }
    #expect(folder.read().files.map(\.path) == ["content/a.md"])
    #expect(
      folder.read().told.sorted()
        == ["content/.env", "content/a/.htaccess", "content/a/.well-known"].map {
          "\($0): warning: names that begin with a dot are not read or published; "
            + "rename it without the dot, or move it out of this folder"
        })
  }

  /// A text that was saved under such a name would be missing from the site without a word.
  @Test func aCopyOfAFileThatWouldBeReadIsNamed() throws {
    let folder = try Folder()
    let copies = [
      "a.md~", "#b.md#", "guides/._x.md", ".a.md.swp", "holidays/h.ics~", "page.mustache~", "a.css~", "t.js~",
    ]
    for path in copies + ["a.md", "c.txt~", ".#a.md", ".md", "~"] { try folder.write("", "content/" + path) }
    let result = folder.read()
    #expect(result.files.map(\.path) == ["content/a.md"])
    let copied = result.told.filter { $0.contains("is a program's copy of") }
    #expect(copied.count == copies.count, "\(result.told)")
    for path in copies { #expect(copied.contains { $0.hasPrefix("content/\(path): warning: ") }, "\(path)") }
    #expect(
      copied.contains(
        "content/guides/._x.md: warning: is a program's copy of x.md, and is not read or published; remove it"))
  }

  @Test func anEmptyFolderWhereAFileIsExpectedIsNamed() throws {
    let folder = try Folder()
    for path in ["mentors/ada/photo.jpg", "about.md", "empty", "v1.js"] {
      try FileManager.default.createDirectory(
        atPath: folder.root + "/content/" + path, withIntermediateDirectories: true)
    }
    try folder.write("", "content/v1.js/a.css")
    let result = folder.read()
    #expect(result.files.map(\.path) == ["content/v1.js/a.css"])
    #expect(
      result.told.sorted()
        == ["content/about.md", "content/mentors/ada/photo.jpg"].map {
          "\($0): warning: is an empty folder, and a file is expected by that name; put the file there, or remove the folder"
        })
  }

  @Test func aLinkToNothingIsNotTakenForAbsence() throws {
    let folder = try Folder()
    try #require(symlink("nowhere", folder.root + "/content") == 0)
    let told = ["is a link to something that does not exist; put back what it leads to, or remove the link"]
    #expect(folder.read().told == told.map { "content: " + $0 })
    let below = folder.root + "/content/holidays"
    #expect(danglingLink(in: below) == folder.root + "/content" && danglingLink(in: folder.root + "/other") == nil)
    let error = #expect(throws: Diagnostic.self) { try folderEntries(at: below) }
    #expect(error?.place?.file == folder.root + "/content")
  }

  @Test(arguments: [ReadingStep.open, .list, .look, .read]) func aFailureIsNotTakenForAbsence(step: ReadingStep) throws
  {
    let folder = try Folder()
    for path in ["a.md", "sub/b.md", "holidays/h.ics"] { try folder.write("x", "content/" + path) }
    for place in ["content", "content/sub", "content/sub/b.md", "content/holidays"] {
      for (code, exit) in [(EACCES, ExitCode.invalidInput), (EIO, .databaseOrDisk), (EMFILE, .databaseOrDisk)] {
        var diagnostics = Diagnostics()
        _ = readFolder(
          "content", in: folder.root, faults: { at, path in at == step && path == place ? code : nil },
          into: &diagnostics)
        // Only files are read through, and only folders are listed.
        let isFile = place.hasSuffix(".md")
        let isAsked = step == .open || (step == .look ? place != "content" : (step == .read) == isFile)
        #expect(diagnostics.hasErrors == isAsked, "\(step) \(place)")
        guard isAsked, let told = diagnostics.all.first else { continue }
        #expect(told.place?.file == place && told.exitCode == exit && told.remedy?.isEmpty == false)
        #expect(told.message == "cannot be read: \(String(cString: strerror(code)))")
      }
    }
  }

  @Test func aLinkIsToldAndNotFollowed() throws {
    let folder = try Folder()
    try folder.write("secret", "outside/secret.md")
    try folder.write("", "content/a.md")
    for (link, target) in [
      ("l.md", "../outside/secret.md"), ("folder", "../outside"), ("gone.md", "nowhere"), ("etc", "/etc"),
    ] {
      try #require(symlink(target, folder.root + "/content/" + link) == 0)
    }
    let result = folder.read()
    #expect(result.files.map(\.path) == ["content/a.md"])
    #expect(
      result.told
        == ["etc", "folder", "gone.md", "l.md"].map {
          "content/\($0): the file is a link, and links are not followed; copy the file here"
        })
  }

  @Test func aPipeIsToldAndNotWaitedFor() throws {
    let folder = try Folder()
    try folder.write("", "content/a.md")
    try #require(mkfifo(folder.root + "/content/pipe", 0o600) == 0)
    #expect(folder.read().told == ["content/pipe: this is not a regular file; move it away"])
  }

  @Test func aFolderWhereAFileShouldBeAndAFileWhereAFolderShouldBe() throws {
    let folder = try Folder()
    try folder.write("", "content")
    #expect(folder.read().told.count == 1)
    #expect(folder.read().files.isEmpty)
  }

  @Test func foldersPastSixteenAreToldAndNotRead() throws {
    let folder = try Folder()
    let deep = (1...17).map { "d\($0)" }.joined(separator: "/")
    try folder.write("", "content/\(deep)/x.md")
    try folder.write("", "content/\((1...16).map { "d\($0)" }.joined(separator: "/"))/y.md")
    let result = folder.read()
    #expect(result.files.count == 1)
    #expect(result.told == ["content/\(deep): folders are nested more than 16 deep"])
  }

  @Test func aFileTooLargeIsToldAndNotRead() throws {
    let folder = try Folder()
    try folder.write("", "content/big")
    try #require(truncate(folder.root + "/content/big", (32 << 20) + 1) == 0)
    #expect(folder.read().told == ["content/big: the file has 33554433 bytes, more than 33554432"])
    try #require(truncate(folder.root + "/content/big", 32 << 20) == 0)
    #expect(folder.read().files.first?.bytes.count == 32 << 20)
  }

  @Test func aNameWithAControlCharacterOrOutsideUTF8IsTold() throws {
    let folder = try Folder()
    try folder.write("", "content/a\nb.md")
    try folder.write("", "content/a\\b.md")
    let name = Array((folder.root + "/content/").utf8) + [0xFF, 0x00]
    let file = name.withUnsafeBytes { octets in
      octets.bindMemory(to: CChar.self).baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
    }
    try #require(file >= 0)
    close(file)
    let result = folder.read()
    #expect(result.files.isEmpty)
    #expect(result.told.count == 3)
    #expect(result.told.allSatisfy { !$0.contains("\n") && $0.contains("; rename it") })
    #expect(result.told.contains { $0.hasPrefix("content/\\xFF: ") }, "\(result.told)")
  }
}
