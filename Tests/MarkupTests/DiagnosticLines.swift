import Diagnostics

/// What was found, as `file:line:column: message; remedy`, in the order of finding.
func lines(of diagnostics: Diagnostics) -> [String] {
  diagnostics.all.map { diagnostic in
    var text = diagnostic.place?.file ?? "-"
    if let line = diagnostic.place?.line { text += ":\(line)" }
    if let column = diagnostic.place?.column { text += ":\(column)" }
    return text + ": " + diagnostic.message + (diagnostic.remedy.map { "; \($0)" } ?? "")
  }
}
