/// A state machine as a Markdown table: a row for each state and verb that goes on from it, in the order of the table.
public func drawn<State, Verb: RawRepresentable>(
  _ table: [Transition<State, Verb>], name: (State) -> String
) -> String where Verb.RawValue == String {
  var text = "| from | verb | to | by |\n|---|---|---|---|\n"
  for row in table {
    for state in row.from {
      let speakers = row.by.map(\.rawValue).joined(separator: ", ")
      text += "| \(name(state)) | \(row.verb.rawValue) | \(name(row.to)) | \(speakers) |\n"
    }
  }
  return text
}
