import Diagnostics
import Publishing

extension ProgrammeFolder {
  /// What site.yaml says, for commands that work without one too.
  ///
  /// - Returns: nil if there is no site.yaml.
  /// - Throws: `Diagnostics` with everything that is wrong in it.
  func settings() throws -> Settings? {
    let path = file(SiteInputs.settingsFile)
    guard try fileExists(path) else { return nil }
    var diagnostics = Diagnostics()
    var settings = readSettings(try readInput(path, limit: 1 << 20), file: path, into: &diagnostics)
    try diagnostics.throwIfErrors()
    // A file of words that cannot be read is an error of the build; no booking has to wait for it.
    settings?.addEventWords { try? readInput(file($0), limit: 1 << 20) }
    return settings
  }
}
