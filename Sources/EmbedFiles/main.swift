import Foundation

// embed-files OUTPUT TYPE ROOT FOLDER…: writes every file below the folders of ROOT into one Swift source, by path: a
// list of values of TYPE, such as embeddedFiles of EmbeddedFile.
// A tool of the build; the program does not hold it.

let arguments = CommandLine.arguments
guard arguments.count > 4 else { fail("usage: EmbedFiles OUTPUT TYPE ROOT FOLDER...") }
let type = arguments[2]
let root = URL(fileURLWithPath: arguments[3])

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("EmbedFiles: error: \(message)\n".utf8))
  exit(1)
}

var paths: [String] = []
for folder in arguments[4...] {
  let walk = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
  while let name = walk?.nextObject() as? String {
    // What editors leave behind is no template.
    guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }), !name.hasSuffix("~") else { continue }
    var isFolder: ObjCBool = false
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder),
      !isFolder.boolValue
    else { continue }
    paths.append(path)
  }
}
paths.sort()

var source = "// Made by the build from \(arguments[4...].joined(separator: ", ")).\n\n"
source += "let \(type.prefix(1).lowercased() + type.dropFirst())s: [\(type)] = [\n"
for path in paths {
  guard let data = FileManager.default.contents(atPath: root.appendingPathComponent(path).path) else {
    fail("cannot read \(path)")
  }
  if path.hasSuffix(".png") {
    source += "\(type)(path: \"\(path)\", base64: \"\(data.base64EncodedString())\"),\n"
    continue
  }
  guard let text = String(data: data, encoding: .utf8), !text.utf8.contains(13) else {
    fail("\(path) is no UTF-8 text with plain line ends")
  }
  var fence = "#"
  while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
  source += "\(type)(path: \"\(path)\", text: \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
}
source += "]\n"
// A file that is the same keeps its time, so that nothing is compiled anew.
if FileManager.default.contents(atPath: arguments[1]) == Data(source.utf8) { exit(0) }
do {
  try Data(source.utf8).write(to: URL(fileURLWithPath: arguments[1]))
} catch {
  fail("cannot write \(arguments[1]): \(error)")
}
