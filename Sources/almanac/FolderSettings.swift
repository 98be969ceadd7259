import Diagnostics
import Publishing

extension ProgrammeFolder {
  /// The settings of site.yaml, for commands that also work without it.
  ///
  /// - Returns: nil if there is no site.yaml.
  /// - Throws: `Diagnostics` with all errors in it.
  func settings() throws -> Settings? {
    let path = file(SiteInputs.settingsFile)
    guard try fileExists(path) else { return nil }
    var diagnostics = Diagnostics()
    var settings = readSettings(try readInput(path, limit: 1 << 20), file: path, into: &diagnostics)
    try diagnostics.throwIfErrors()
    // An unreadable strings file is an error of the build; bookings must not fail because of it.
    settings?.addEventWords { try? readInput(file($0), limit: 1 << 20) }
    return settings
  }
}
