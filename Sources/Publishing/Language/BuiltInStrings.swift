import Diagnostics

/// The English words that the program brings along: the fallback of every other language.
public func builtInStrings(into diagnostics: inout Diagnostics) -> Strings? {
  let path = "content/strings/en.yaml"
  guard let file = EmbeddedFile.all.first(where: { $0.path == path }) else {
    diagnostics.add(Diagnostic("the program was built without \(path)", exitCode: .failed))
    return nil
  }
  return readStrings(file.bytes, file: path, into: &diagnostics)
}
