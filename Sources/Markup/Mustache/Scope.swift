/// The names that a template can use at one place, such as a page, a day of it, or a slot of the day.
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
/// Every field has one line of documentation, from which `Templates/README.md` is generated. The type parameter ties
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

/// A scope's fields and their declaration. Create one for each ``TemplateFields`` type, in its `scope`.
public struct Scope<Fields: TemplateFields>: Sendable {
  public let fields: Fields
  public let declaration: ScopeDeclaration
  /// The number of slots in a row.
  @usableFromInline let slotCount: Int

  /// - Parameter name: the name in diagnostics and the documentation: `slot`.
  public init(_ name: String) {
    let open = OpenDeclaration()
    fields = OpenDeclaration.$current.withValue(open) { Fields() }
    declaration = ScopeDeclaration(name: name, fields: open.fields)
    slotCount = open.fields.count
  }
}

/// The compiler's and the documentation's view of a scope: names, kinds and slots without Swift types.
public final class ScopeDeclaration: Sendable {
  public let name: String
  /// The fields in order of declaration; the index is the slot.
  public let fields: [FieldDeclaration]

  init(name: String, fields: [FieldDeclaration]) {
    self.name = name
    self.fields = fields
  }

  func slot(named name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

/// A field: its name in templates, its kind and its line of documentation.
public struct FieldDeclaration: Sendable {
  public let name: String
  public let kind: FieldKind
  public let documentation: String
}

public enum FieldKind: Sendable {
  /// Text, escaped when it is written.
  case text
  /// Safe HTML, written unchanged.
  case html
  /// A checked address, escaped when it is written.
  case url
  /// A condition, only for sections.
  case flag
  /// A section repeated for each row. A closure, because a scope may contain itself.
  case list(@Sendable () -> ScopeDeclaration)
  /// A section rendered once if the object exists.
  case object(@Sendable () -> ScopeDeclaration)
  /// The name of one partial from a fixed list, for `{{>*name}}`.
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

/// Collects the fields during the creation of a ``TemplateFields`` value: each field requests its slot here.
final class OpenDeclaration: @unchecked Sendable {
  /// Set only within `Scope.init`, on its own thread.
  @TaskLocal static var current: OpenDeclaration?
  fileprivate var fields: [FieldDeclaration] = []

  /// A byte counts a row's slots, so that a single empty row of 256 slots represents every absent object.
  static let mostFields = 256

  static func declare(_ name: String, _ kind: FieldKind, _ documentation: String) -> Int {
    guard let open = current else { preconditionFailure("field \(name) is declared outside a TemplateFields type") }
    precondition(open.fields.count < mostFields, "too many fields in one scope")
    precondition(!open.fields.contains { $0.name == name }, "field \(name) is declared twice")
    open.fields.append(FieldDeclaration(name: name, kind: kind, documentation: documentation))
    return open.fields.count - 1
  }
}
