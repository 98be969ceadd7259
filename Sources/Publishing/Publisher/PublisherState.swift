import Diagnostics
import Glibc

/// The state shared by all writers of one build; nothing in it changes while they write.
final class PublisherState: Sendable {
  let folder: OutputFolder
  let calls: SystemCalls
  let stage: Descriptor?
  let live: Descriptor?
  /// The manifest of the live tree. If nil, outputs are compared with the live files.
  let previous: Manifest?
  let keepsDigests: Bool
  let restrictsModes: Bool
  /// Whether live files are read and compared even if size and time are unchanged.
  let comparesBytes: Bool
  /// Whether the umask changes modes given to open and mkdir.
  let setsModes: Bool

  init(
    folder: OutputFolder, stage: Descriptor?, live: Descriptor?, previous: Manifest?, options: PublisherOptions,
    setsModes: Bool
  ) {
    self.folder = folder
    self.calls = folder.calls
    self.stage = stage
    self.live = live
    self.previous = previous
    self.keepsDigests = options.digests
    self.restrictsModes = options.restrictsModes
    comparesBytes = options.force
    self.setsModes = setsModes
  }

  func fileMode(_ audience: Audience) -> mode_t { audience == .restricted && restrictsModes ? 0o640 : 0o644 }
}
