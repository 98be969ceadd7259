/// A state machine as a Markdown table, with a row for each transition from each state, in the order of the table.
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
