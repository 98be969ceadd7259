import Foundation
import Glibc

extension ProgramFolder {
  /// Starts the program in this folder with the fixed clock, and does not wait.
  func start(_ arguments: [String]) throws -> StartedProgram { try StartedProgram(self, arguments) }
}

/// A process under way.
final class StartedProgram {
  private let process = Process()
  private let folder: ProgramFolder
  private let name = UUID().uuidString

  fileprivate init(_ folder: ProgramFolder, _ arguments: [String]) throws {
    self.folder = folder
    try folder.write("", to: name + ".out")
    try folder.write("", to: name + ".err")
    process.executableURL = try ProgramFolder.program()
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments = arguments
    process.environment = ["SOURCE_DATE_EPOCH": "1795248000"]
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/\(name).out")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/\(name).err")
    try process.run()
  }

  func wait() -> ProgramFolder.Run {
    process.waitUntilExit()
    return ProgramFolder.Run(
      code: process.terminationStatus, out: (try? folder.read(name + ".out")) ?? "",
      err: (try? folder.read(name + ".err")) ?? "")
  }

  /// 0 when it had ended well before it was killed.
  func kill() -> Int32 {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -SIGKILL
  }
}
