import Diagnostics
import Foundation
import Glibc
import Testing

@testable import Publishing

@Suite struct PublisherRefusals {
  @Test func aForeignFolderIsNotTouched() throws {
    let site = try Site()
    try site.write("mine", to: "public/thesis.txt")
    for mode in [PublishMode.exchange, .files] {
      let refused = try refusal { try site.publish(smallSite, mode) }
      #expect(refused.exitCode == .invalidInput && refused.remedy?.contains("--force") == true)
    }
    #expect(try site.tree() == ["thesis.txt": "mine"])
    try site.publish(smallSite) { $0.force = true }
    #expect(try site.tree() == smallSite)
  }

  @Test func anEmptyFolderAndACopyOfOursAreTaken() throws {
    let site = try Site()
    try FileManager.default.createDirectory(atPath: site.output, withIntermediateDirectories: false)
    try site.publish(smallSite)
    try FileManager.default.moveItem(atPath: site.output, toPath: site.root + "/away")
    try FileManager.default.copyItem(atPath: site.root + "/away", toPath: site.output)
    try site.publish(smallSite)
    #expect(try site.tree() == smallSite)
  }

  @Test func dangerousPlacesAreRefused() throws {
    let site = try Site()
    var options = PublisherOptions()
    options.force = true
    options.home = site.output
    for place in ["/", ".", "..", "", site.root + "/.."] {
      #expect(try refusal { _ = try Publisher.open(output: place, options: options) }.exitCode == .invalidInput)
    }
    let above = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).path
    #expect(try refusal { _ = try Publisher.open(output: above, options: options) }.exitCode == .invalidInput)
    try FileManager.default.createDirectory(atPath: site.output, withIntermediateDirectories: false)
    #expect(try refusal { _ = try Publisher.open(output: site.output, options: options) }.exitCode == .invalidInput)
    try site.write("", to: "file")
    #expect(try refusal { _ = try Publisher.open(output: site.root + "/file") }.exitCode == .invalidInput)
    #expect(try refusal { _ = try Publisher.open(output: site.root + "/file/public") }.exitCode == .databaseOrDisk)
    chmod(site.root, 0o777)
    #expect(try refusal { _ = try Publisher.open(output: site.root + "/new") }.exitCode == .invalidInput)
    chmod(site.root, 0o1777)
    _ = try Publisher.open(output: site.root + "/new")
    chmod(site.root, 0o700)
  }

  @Test func aSecondBuildIsToldToTryAgain() throws {
    let site = try Site()
    let publisher = try Publisher.open(output: site.output)
    #expect(try refusal { try site.publish(smallSite) }.exitCode == .locked)
    publisher.abandon()
  }

  @Test(arguments: [
    "../x", "/x", "a/../b", "a//b", "a/", ".", "..", "./x", "a\u{0}b", "a\\b", "a\nb", "..\u{0}",
    String(repeating: "a", count: 256), String(repeating: "a/", count: 600) + "a",
  ])
  func pathsThatLeaveTheFolderAreRefused(path: String) throws {
    let site = try Site()
    let publisher = try Publisher.open(output: site.output)
    let writer = publisher.writer()
    #expect(try refusal { try writer.put(path, [1], mtime: 0) }.exitCode == .invalidInput)
  }

  @Test(arguments: [PublishMode.exchange, .files])
  func onePathTwiceIsRefused(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(["a": "1"], mode)
    for texts in [("1", "1"), ("1", "2"), ("3", "3")] {
      var options = PublisherOptions()
      options.mode = mode
      let publisher = try Publisher.open(output: site.output, options: options)
      let refused = try refusal {
        try publisher.writer().put("a", Array(texts.0.utf8), mtime: 0)
        try publisher.writer().put("a", Array(texts.1.utf8), mtime: 0)
        _ = try publisher.publish(stamp: "")
      }
      #expect(refused.message.contains("two outputs"))
      publisher.abandon()
    }
    let clash = try refusal { try site.publish(["b": "file", "b-": "x", "b/c": "inside"], mode) }
    #expect(clash.message.contains("file and a folder"))
    // Nothing clashes that is only written alike.
    try site.publish(["a": "1", "a.b/c": "2", "ab/c": "3", "a-/d": "4"], mode)
    try site.publish(["a": "1"], mode)
    #expect(try site.tree() == ["a": "1"])
  }

  @Test(arguments: [PublishMode.exchange, .files])
  func linksInTheLiveTreeAreNotFollowed(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(smallSite, mode)
    try site.write("home", to: "elsewhere/index.html")
    try site.write("one", to: "elsewhere/one.html")
    try FileManager.default.removeItem(atPath: site.output + "/index.html")
    symlink(site.root + "/elsewhere/index.html", site.output + "/index.html")
    try FileManager.default.removeItem(atPath: site.output + "/a/b")
    symlink(site.root + "/elsewhere", site.output + "/a/b")
    let summary = try site.publish(smallSite, mode)
    #expect(summary.written == 2)
    #expect(try site.tree() == smallSite)
    #expect(try site.status("index.html").st_mode & S_IFMT == S_IFREG)
    #expect(try site.status("a/b").st_mode & S_IFMT == S_IFDIR)
    #expect(try String(contentsOfFile: site.root + "/elsewhere/one.html", encoding: .utf8) == "one")
  }

  @Test(arguments: [PublishMode.exchange, .files])
  func aFileMayBecomeAFolderAndBack(mode: PublishMode) throws {
    let site = try Site()
    let first = ["a": "file", "z": "z"]
    let second = ["a/b/c": "inside", "z": "z"]
    try site.publish(first, mode)
    try site.publish(second, mode)
    #expect(try site.tree() == second)
    try site.publish(first, mode)
    #expect(try site.tree() == first)
  }
}

@Suite struct PublisherStamps {
  @Test func theStampIsReadFromTheHeadAndOnlyOfTheLiveTree() throws {
    let site = try Site()
    #expect(try Publisher.publishedStamp(output: site.output) == nil)
    try site.publish(smallSite, stamp: "rev 7")
    #expect(try Publisher.publishedStamp(output: site.output) == "rev 7")
    let root = try site.status(".").st_ino
    try site.publish(smallSite, stamp: "rev 8")
    #expect(try Publisher.publishedStamp(output: site.output) == "rev 8")
    #expect(try site.status(".").st_ino == root)
    try FileManager.default.moveItem(atPath: site.output, toPath: site.root + "/away")
    try FileManager.default.createDirectory(atPath: site.output, withIntermediateDirectories: false)
    #expect(try Publisher.publishedStamp(output: site.output) == nil)
  }

  @Test func anUnfinishedSwitchHasNoStamp() throws {
    let site = try Site()
    try site.publish(["a": "1", "b": "1"], .files)
    #expect(throws: PublisherKilled.self) {
      try site.publish(["a": "2", "b": "2"], .files) {
        $0.faults = { step, path in step == .rename && path.hasSuffix("/b") ? .kill : nil }
      }
    }
    #expect(try site.tree() == ["a": "2", "b": "1"])
    #expect(try Publisher.publishedStamp(output: site.output) == nil)
    try Publisher.open(output: site.output).abandon()
    #expect(try site.tree() == ["a": "2", "b": "2"])
  }
}
