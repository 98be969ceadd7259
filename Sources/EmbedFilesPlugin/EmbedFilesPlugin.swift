import Foundation
import PackagePlugin

/// Puts the default theme, the starter content and the handbook into the program: `embed-files` writes them as one Swift file of raw
/// string literals, which compiles in seconds where `.embedInCode` takes minutes.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let isHandbook = target.name == "almanac"
    let type = isHandbook ? "HandbookFile" : "EmbeddedFile"
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("\(type)s.swift")
    let folders = isHandbook ? ["Sources/almanac/Handbook"] : ["Templates", "content"]
    return [
      .buildCommand(
        displayName: "Embedding \(folders.joined(separator: " and "))",
        executable: try context.tool(named: "EmbedFiles").url,
        arguments: [output.path, type, root.path] + folders,
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
