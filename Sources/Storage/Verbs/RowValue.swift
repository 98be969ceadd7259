/// A value of a column.
package enum RowValue: Hashable, Sendable {
  case integer(Int)
  case text(String)
  case null

  package init(_ value: Int?) { self = value.map(RowValue.integer) ?? .null }
  package init(_ value: String?) { self = value.map(RowValue.text) ?? .null }
  package init(_ value: Bool) { self = .integer(value ? 1 : 0) }
}

extension Statement {
  package func bind(_ value: RowValue, at index: Int32) {
    switch value {
    case .integer(let number): bind(number, at: index)
    case .text(let text): bind(text, at: index)
    case .null: bindNull(at: index)
    }
  }
}
