/// Text, escaped where it is written; as a section, whether it is not empty.
@frozen
public struct TextField<Owner: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .text, documentation)
  }
}

/// HTML that is safe already, written as it is, and only between tags; as a section, whether it is not empty.
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

/// Rows of another scope; its section is drawn once for each, and an empty list is false.
@frozen
public struct ListField<Owner: TemplateFields, Element: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .list { Element.scope.declaration }, documentation)
  }
}

/// At most one row of another scope: a section of it, or `{{object.field}}`.
@frozen
public struct ObjectField<Owner: TemplateFields, Element: TemplateFields>: Sendable {
  @usableFromInline let slot: Int

  public init(_ name: String, _ documentation: String) {
    slot = OpenDeclaration.declare(name, .object { Element.scope.declaration }, documentation)
  }
}

/// Which partial `{{>*field}}` draws, out of a list closed here, so that every choice is compiled at load.
public struct PartialField<Owner: TemplateFields>: Sendable {
  let slot: Int
  let choices: [String]

  public init(_ name: String, choices: [String], _ documentation: String) {
    self.choices = choices
    slot = OpenDeclaration.declare(name, .partial(choices: choices), documentation)
  }
}
