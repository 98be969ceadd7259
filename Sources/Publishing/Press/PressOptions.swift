/// How a finished build takes the place of the published one.
package enum PublishMode: String, Sendable, CaseIterable {
  /// `exchange` for a plain folder, `symlink` where the output is a link, `files` where neither can be.
  case auto
  /// The whole tree is switched by renameat2(RENAME_EXCHANGE).
  case exchange
  /// The whole tree is switched by pointing `NAME` at `NAME.gen/<number>`.
  case symlink
  /// Changed files one by one, each whole at every moment.
  case files
}

/// Who may see an output.
package enum Audience: Sendable, Hashable {
  case everyone
  /// One person or a few, under a secret address. Listed in no public file.
  case restricted
}

package struct PressOptions: Sendable {
  package var mode: PublishMode = .auto
  /// Publish into a folder that almanac did not make.
  package var force = false
  /// Write nothing; the summary lists what would change.
  package var dryRun = false
  /// Restricted outputs get mode 0640 and their folders 0750, for a web server in the group.
  package var restrictsModes = false
  /// Keep SHA-256 of public outputs and write `build-manifest.json`; off for partial builds.
  package var digests = false
  /// Write back to the disk before the switch. Off only for measuring and tests.
  package var durable = true
  /// The home folder, refused as an output.
  package var home: String?
  /// For tests.
  package var faults: PressFaultHook?

  package init() {}
}

/// What a publication did, or with `dryRun` would do.
package struct PressSummary: Sendable, Equatable {
  package var written = 0
  package var unchanged = 0
  package var removed = 0
  /// Octets written.
  package var bytes = 0
  /// The mode that was used in the end; never `auto`.
  package var mode = PublishMode.exchange
  /// `+ path`, `~ path` and `- path` in the order of paths; filled by a dry run only.
  package var changes: [String] = []

  package var isUnchanged: Bool { written == 0 && removed == 0 }
}
