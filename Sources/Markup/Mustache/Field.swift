/// Text, escaped when it is written; as a section, true when it is not empty.
@frozen
public struct TextField<Owner: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .text, documentation)
  }
}

/// HTML that is already safe, written unchanged, and only between tags; as a section, true when it is not empty.
@frozen
public struct HTMLField<Owner: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .html, documentation)
  }
}

/// An address that passed ``isSafeURL(_:)``; the only value that may begin an `href` or `src`.
@frozen
public struct URLField<Owner: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .url, documentation)
  }
}

/// A condition for sections; it cannot be written.
@frozen
public struct FlagField<Owner: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .flag, documentation)
  }
}

/// Rows of another scope. Its section is rendered once for each row; an empty list is false.
@frozen
public struct ListField<Owner: TemplateFields, Element: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .list { Element.scope.declaration }, documentation)
  }
}

/// At most one row of another scope, used as a section or as `{{object.field}}`.
@frozen
public struct ObjectField<Owner: TemplateFields, Element: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .object { Element.scope.declaration }, documentation)
  }
}

/// The choice of the partial that `{{>*field}}` renders. The list of choices is fixed here, so that all are compiled
/// at load.
public struct PartialField<Owner: TemplateFields>: Sendable {
  let slot: Int
  let choices: [String]

  public init(_ name: String, choices: [String], _ documentation: String) {
    self.choices = choices
    slot = OpenDeclaration.declare(name, .partial(choices: choices), documentation)
  }
}
