import Bytes
import Diagnostics

/// Checks that a Markdown file can be read: it must be UTF-8 and have a structure that is parsed in linear time.
///
/// - Parameters:
///   - firstLine: the line of the file on which the text begins.
public func checkMarkdown(
  _ bytes: ArraySlice<UInt8>, file: String, firstLine: Int, into diagnostics: inout Diagnostics
) {
  if let fault = bytes.withUnsafeBytes({ markdownFault(in: $0) }) {
    let place = fault.line.map { Place(file: file, line: firstLine + $0 - 1, column: 1) }
    diagnostics.add(Diagnostic(at: place ?? Place(file: file), fault.message, remedy: fault.remedy))
    return
  }
  if String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0) {
    diagnostics.add(Diagnostic(at: Place(file: file), "the file is no UTF-8 text", remedy: "save it as UTF-8"))
  }
}
