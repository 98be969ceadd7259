/// What a template may name at one place: a page, a day of it, a slot of the day.
///
/// ```swift
/// package struct SlotFields: TemplateFields {
///   package static let scope = Scope<SlotFields>("slot")
///   package let time = Text("time", "local start, HH:MM")
///   package let link = URL("link", "where to ask for it; absent when it cannot be asked for")
///   package let isToday = Flag("isToday", "starts on the page's own day")
///   package init() {}
/// }
/// ```
/// Every field carries one line of documentation; `Templates/README.md` is made from them. The type parameter ties
/// fields to rows, so that setting a day's field on a slot's row does not compile.
public protocol TemplateFields: Sendable {
  static var scope: Scope<Self> { get }
  init()
}

extension TemplateFields {
  public typealias Text = TextField<Self>
  public typealias HTML = HTMLField<Self>
  public typealias URL = URLField<Self>
  public typealias Flag = FlagField<Self>
  public typealias List<Element: TemplateFields> = ListField<Self, Element>
  public typealias Object<Element: TemplateFields> = ObjectField<Self, Element>
  public typealias Partial = PartialField<Self>
}

/// A scope's fields and their declaration. Make one for each ``TemplateFields`` type, in its `scope`.
public struct Scope<Fields: TemplateFields>: Sendable {
  public let fields: Fields
  public let declaration: ScopeDeclaration
  /// How many slots a row has.
  @usableFromInline let slotCount: Int

  /// - Parameter name: how diagnostics and the documentation call it: `slot`.
  public init(_ name: String) {
    let open = OpenDeclaration()
    fields = OpenDeclaration.$current.withValue(open) { Fields() }
    declaration = ScopeDeclaration(name: name, fields: open.fields)
    slotCount = open.fields.count
  }
}

/// A scope as the compiler and the documentation see it: names, kinds and slots without Swift types.
public final class ScopeDeclaration: Sendable {
  public let name: String
  /// In order of declaration; the index is the slot.
  public let fields: [FieldDeclaration]

  init(name: String, fields: [FieldDeclaration]) {
    self.name = name
    self.fields = fields
  }

  func slot(named name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

/// One field: its name in templates, its kind and its line of documentation.
public struct FieldDeclaration: Sendable {
  public let name: String
  public let kind: FieldKind
  public let documentation: String
}

public enum FieldKind: Sendable {
  /// Text, escaped where it is written.
  case text
  /// HTML already, written as it is.
  case html
  /// A checked address, escaped where it is written.
  case url
  /// Only a section's condition.
  case flag
  /// A section repeated for each row. A closure, because a scope may hold itself.
  case list(@Sendable () -> ScopeDeclaration)
  /// A section drawn once if the object is there.
  case object(@Sendable () -> ScopeDeclaration)
  /// The name of one partial out of a closed list, for `{{>*name}}`.
  case partial(choices: [String])

  /// The word for diagnostics and the documentation.
  public var word: String {
    switch self {
    case .text: "text"
    case .html: "HTML"
    case .url: "URL"
    case .flag: "flag"
    case .list: "list"
    case .object: "object"
    case .partial: "partial's name"
    }
  }
}

/// Collects the fields while a ``TemplateFields`` value is made: each field asks it for its slot.
final class OpenDeclaration: @unchecked Sendable {
  /// Set only within `Scope.init`, on its own thread.
  @TaskLocal static var current: OpenDeclaration?
  fileprivate var fields: [FieldDeclaration] = []

  /// A row's slots are counted in a byte, so that one empty row of 256 slots can stand for every absent object.
  static let mostFields = 256

  static func declare(_ name: String, _ kind: FieldKind, _ documentation: String) -> Int {
    guard let open = current else { preconditionFailure("field \(name) is declared outside a TemplateFields type") }
    precondition(open.fields.count < mostFields, "too many fields in one scope")
    precondition(!open.fields.contains { $0.name == name }, "field \(name) is declared twice")
    open.fields.append(FieldDeclaration(name: name, kind: kind, documentation: documentation))
    return open.fields.count - 1
  }
}
