/// A value of a column.
public enum RowValue: Hashable, Sendable {
  case integer(Int)
  case text(String)
  case null

  public init(_ value: Int?) { self = value.map(RowValue.integer) ?? .null }
  public init(_ value: String?) { self = value.map(RowValue.text) ?? .null }
  public init(_ value: Bool) { self = .integer(value ? 1 : 0) }
}

extension Statement {
  public func bind(_ value: RowValue, at index: Int32) {
    switch value {
    case .integer(let number): bind(number, at: index)
    case .text(let text): bind(text, at: index)
    case .null: bindNull(at: index)
    }
  }
}
