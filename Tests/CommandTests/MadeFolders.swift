import Foundation
import Testing

/// Programmes' folders that many tests begin with: each is made once in a run, and every test gets a copy.
///
/// To make one takes two dozen runs of the program, to copy it a hundredth of that.
final class MadeFolders: @unchecked Sendable {
  static let shared = MadeFolders()
  // A folder may be made of another one.
  private let lock = NSRecursiveLock()
  private var made: [String: ProgramFolder] = [:]

  private init() {
    // What is static is not freed at the end, and would leave its folder behind.
    atexit { MadeFolders.shared.made = [:] }
  }

  /// - Parameter key: says what the folder holds.
  func copy(of key: String, make: () throws -> ProgramFolder) throws -> ProgramFolder {
    let model = try lock.withLock {
      if let known = made[key] { return known }
      let new = try make()
      made[key] = new
      return new
    }
    let folder = try ProgramFolder()
    // With the files' times, by which a build knows what it has published.
    let copy = try Process.run(URL(fileURLWithPath: "/bin/cp"), arguments: ["-a", model.path + "/.", folder.path])
    copy.waitUntilExit()
    try #require(copy.terminationStatus == 0)
    return folder
  }
}
