import Diagnostics
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Publishing

@Suite struct PublisherPublishing {
  @Test(arguments: [PublishMode.auto, .exchange, .symlink, .files])
  func whatIsPutIsPublished(mode: PublishMode) throws {
    let site = try Site()
    let summary = try site.publish(smallSite, mode)
    #expect(try site.tree() == smallSite)
    #expect(summary.written == 4 && summary.unchanged == 0 && summary.removed == 0 && summary.bytes == 17)
    var next = smallSite
    next["a/b/one.html"] = nil
    next["index.html"] = "changed"
    next["new/page.html"] = "new"
    let second = try site.publish(next, mode)
    #expect(try site.tree() == next)
    #expect(second.written == 2 && second.unchanged == 2 && second.removed == 1)
    #expect(!FileManager.default.fileExists(atPath: site.output + "/a/b"))
    #expect(try !site.names().contains { $0.contains(".stage.") || $0.contains(".commit") })
    #expect(try Publisher.verify(output: site.output).isEmpty)
  }

  @Test(arguments: [PublishMode.auto, .exchange, .symlink, .files])
  func anIdenticalBuildTouchesNothing(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(smallSite, mode) { $0.digests = true }
    let before = try smallSite.keys.map { try site.status($0) }
    let root = try site.status(".")
    let manifest = try Data(contentsOf: URL(fileURLWithPath: site.root + "/.almanac/manifest"))
    let summary = try site.publish(smallSite, mode) { $0.digests = true }
    #expect(summary.isUnchanged && summary.unchanged == 5)
    let after = try smallSite.keys.map { try site.status($0) }
    for (old, new) in zip(before, after) {
      #expect(old.st_ino == new.st_ino && old.st_ctim.tv_nsec == new.st_ctim.tv_nsec)
    }
    #expect(try site.status(".").st_ino == root.st_ino)
    #expect(try Data(contentsOf: URL(fileURLWithPath: site.root + "/.almanac/manifest")) == manifest)
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files])
  func unchangedFilesKeepInodeAndTimeWhenOthersChange(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(smallSite, mode)
    let before = try site.status("a/two.html")
    var next = smallSite
    next["index.html"] = "changed"
    try site.publish(next, mode, mtime: 5000)
    let after = try site.status("a/two.html")
    #expect(before.st_ino == after.st_ino && after.st_mtim.tv_sec == 1000)
    #expect(try site.status("index.html").st_mtim.tv_sec == 5000)
  }

  @Test func changedBytesRaiseTheTimeByASecondWhenTheRowsDoNot() throws {
    let site = try Site()
    try site.publish(["index.html": "a"], .files)
    try site.publish(["index.html": "b"], .files)
    #expect(try site.status("index.html").st_mtim.tv_sec == 1001)
    try site.publish(["index.html": "c"], .files, mtime: 10)
    #expect(try site.status("index.html").st_mtim.tv_sec == 1002)
  }

  @Test(arguments: [PublishMode.exchange, .files])
  func withoutAManifestTheFilesAreCompared(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(smallSite, mode)
    let before = try site.status("a/two.html")
    try FileManager.default.removeItem(atPath: site.root + "/.almanac")
    try site.write("stray", to: "public/u/old/index.html")
    var next = smallSite
    next["index.html"] = "other"
    let summary = try site.publish(next, mode) { $0.force = true }
    #expect(summary.written == 1 && summary.unchanged == 3 && summary.removed == 1)
    #expect(try site.tree() == next)
    #expect(try site.status("a/two.html").st_ino == before.st_ino)
  }

  @Test func aDamagedManifestIsNotBelieved() throws {
    let site = try Site()
    try site.publish(smallSite)
    let path = site.root + "/.almanac/manifest"
    var octets = try Data(contentsOf: URL(fileURLWithPath: path))
    octets[octets.count - 3] ^= 1
    try octets.write(to: URL(fileURLWithPath: path))
    #expect(try site.publish(smallSite) { $0.force = true }.isUnchanged)
    #expect(try Publisher.verify(output: site.output).isEmpty)
  }

  @Test func modesDoNotDependOnTheUmask() throws {
    let old = umask(0o077)
    defer { umask(old) }
    let site = try Site()
    try site.publish(smallSite) { $0.restrictsModes = true }
    #expect(try site.status("index.html").st_mode & 0o7777 == 0o644)
    #expect(try site.status("a/b").st_mode & 0o7777 == 0o755)
    #expect(try site.status(".").st_mode & 0o7777 == 0o755)
    #expect(try site.status("u/x/index.html").st_mode & 0o7777 == 0o640)
    #expect(try site.status("u/x").st_mode & 0o7777 == 0o750)
    var ledger = stat()
    #expect(lstat(site.root + "/.almanac", &ledger) == 0 && ledger.st_mode & 0o777 == 0o700)
    #expect(lstat(site.root + "/.almanac/manifest", &ledger) == 0 && ledger.st_mode & 0o777 == 0o600)
  }

  @Test func keptOwnersAreCarriedOverAndTheDamagedAreNamed() throws {
    let site = try Site()
    func build(_ mode: PublishMode, _ body: (Publisher, OutputWriter) throws -> Void) throws -> PublishingSummary {
      var options = PublisherOptions()
      options.mode = mode
      options.durable = false
      let publisher = try Publisher.open(output: site.output, options: options)
      try body(publisher, publisher.writer())
      return try publisher.publish(stamp: "s")
    }
    _ = try build(.exchange) { _, writer in
      for owner in 1...5 { try writer.put("p/\(owner)/index.html", Array("v\(owner)".utf8), mtime: 5, owner: owner) }
    }
    let summary = try build(.exchange) { publisher, writer in
      #expect(try publisher.keepAll(except: [2, 3]) == [])
      try writer.put("p/2/index.html", Array("changed".utf8), mtime: 6, owner: 2)
    }
    #expect(summary.written == 1 && summary.unchanged == 3 && summary.removed == 1)
    try FileManager.default.removeItem(atPath: site.output + "/p/4/index.html")
    _ = try build(.exchange) { publisher, writer in
      #expect(try publisher.keepAll(except: []) == [4])
      try writer.put("p/4/index.html", Array("v4".utf8), mtime: 5, owner: 4)
    }
    #expect(try site.tree().keys.sorted() == [1, 2, 4, 5].map { "p/\($0)/index.html" })
  }

  @Test func twoWorkersWriteAtOnce() async throws {
    let site = try Site()
    var options = PublisherOptions()
    options.durable = false
    options.digests = true
    let publisher = try Publisher.open(output: site.output, options: options)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<2 {
        let writer = publisher.writer()
        group.addTask {
          for page in 0..<300 {
            try writer.put("p/\(page % 7)/\(worker)-\(page).html", Array("\(page)".utf8), mtime: page, owner: page)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try publisher.publish(stamp: "s").written == 601)
    #expect(try Publisher.verify(output: site.output).isEmpty)
  }

  @Test func thePublicListNamesPublicFilesOnly() throws {
    let site = try Site()
    try site.publish(["index.html": "abc", "u/x/index.html": "private"]) { $0.digests = true }
    let text = try #require(try site.tree()["build-manifest.json"])
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let files = try #require(parsed?["files"] as? [[String: Any]])
    #expect(files.count == 1 && files[0]["path"] as? String == "index.html" && files[0]["size"] as? Int == 3)
    #expect(
      files[0]["sha256"] as? String == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(arguments: [false, true]) func aNoteOfTheBuildIsRenewedOnlyWithAnotherOutput(digests: Bool) throws {
    let site = try Site()
    func build(_ text: String, note: String) throws -> PublishingSummary {
      var options = PublisherOptions()
      options.durable = false
      options.digests = digests
      let publisher = try Publisher.open(output: site.output, options: options)
      try publisher.writer().put("index.html", Array(text.utf8), mtime: 5)
      publisher.setBuildNote("build.json", Array(note.utf8), mtime: 6)
      return try publisher.publish(stamp: note)
    }
    _ = try build("a", note: "first")
    #expect(try build("a", note: "second").isUnchanged)
    #expect(try site.tree()["build.json"] == "first")
    #expect(try build("b", note: "third").written == (digests ? 3 : 2))
    #expect(try site.tree()["build.json"] == "third")
    #expect(try Publisher.verify(output: site.output).isEmpty)
  }

  @Test func aDryRunListsAndWritesNothing() throws {
    let site = try Site()
    try site.publish(smallSite)
    let names = try site.names()
    let summary = try site.publish(["index.html": "x", "a/two.html": "two", "new": "n"]) { $0.dryRun = true }
    #expect(summary.changes == ["- a/b/one.html", "~ index.html", "+ new", "- u/x/index.html"])
    #expect(try site.tree() == smallSite && site.names() == names)
  }

  @Test(arguments: [PublishMode.exchange, .symlink])
  func rollbackGoesBackAndForth(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(["index.html": "old"], mode, stamp: "1")
    try site.publish(["index.html": "new"], mode, stamp: "2")
    try Publisher.rollback(output: site.output)
    #expect(try site.tree() == ["index.html": "old"])
    #expect(try Publisher.publishedStamp(output: site.output) == "1")
    #expect(try Publisher.verify(output: site.output).isEmpty)
    try Publisher.rollback(output: site.output)
    #expect(try site.tree() == ["index.html": "new"])
    #expect(try Publisher.publishedStamp(output: site.output) == "2")
    try site.publish(["index.html": "newer"], mode, stamp: "3")
    #expect(try site.tree() == ["index.html": "newer"])
  }

  @Test(arguments: [PublishMode.exchange, .symlink])
  func aReaderNeverSeesAMixture(mode: PublishMode) throws {
    let site = try Site()
    func build(_ n: Int) throws {
      try site.publish(Dictionary(uniqueKeysWithValues: (0..<20).map { ("f\($0)", "\(n)") }), mode)
    }
    try build(0)
    let isDone = Atomic<Bool>(false)
    let mixed = Atomic<Int>(0)
    let thread = Thread { [output = site.output] in
      while !isDone.load(ordering: .relaxed) {
        let tree = open(output, O_RDONLY | O_DIRECTORY)
        if tree < 0 { mixed.add(1, ordering: .relaxed) }
        var seen: Set<UInt8> = []
        var missed = false
        for file in 0..<20 {
          let number = openat(tree, "f\(file)", O_RDONLY)
          var octet: UInt8 = 0
          if number < 0 || read(number, &octet, 1) != 1 { missed = true } else { seen.insert(octet) }
          close(number)
        }
        close(tree)
        // A tree that was replaced twice while it was read is being removed: nothing is missing by name.
        if !missed && seen.count != 1 { mixed.add(1, ordering: .relaxed) }
      }
      isDone.store(false, ordering: .releasing)
    }
    thread.start()
    for n in 1..<60 { try build(n % 10) }
    isDone.store(true, ordering: .relaxed)
    while isDone.load(ordering: .acquiring) { usleep(1000) }
    #expect(mixed.load(ordering: .relaxed) == 0)
  }
}
