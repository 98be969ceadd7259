import Foundation
import PackagePlugin

/// Puts the default theme and the starter content into the program: `embed-files` writes them as one Swift file of raw
/// string literals, which compiles in seconds where `.embedInCode` takes minutes.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("EmbeddedFiles.swift")
    let folders = ["Templates", "content"]
    return [
      .buildCommand(
        displayName: "Embedding the default theme",
        executable: try context.tool(named: "EmbedFiles").url,
        arguments: [output.path, root.path] + folders,
        inputFiles: folders.flatMap { files(below: root.appendingPathComponent($0)) },
        outputFiles: [output])
    ]
  }

  private func files(below folder: URL) -> [URL] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]) else {
      return []
    }
    return walk.compactMap { $0 as? URL }.sorted { $0.path < $1.path }
  }
}
