import Diagnostics

/// One step of a compiled template. The data source defines `a`, `b` and `target`: register and slot of a typed row,
/// or the number of a path to look up.
struct TemplateOp: Sendable {
  enum Kind: UInt8, Sendable {
    /// Writes the bytes `a..<a + b` of the literal pool.
    case literal
    /// Writes the value, escaped.
    case escaped
    /// Writes the value unchanged.
    case raw
    /// Begins a section's first iteration, or goes to `jump` if there is none.
    case enter
    /// Begins the next iteration at `jump`, or leaves the section.
    case next
    /// Goes to `jump` if the value is false.
    case jumpIfFalse
    /// Goes to `jump` if the value is true.
    case jumpIfTrue
    /// Stores an object's row in `target`, for a dotted name.
    case load
    /// Calls the function of call site `jump`.
    case call
    /// Calls the function of call site `jump` that the value names, or none.
    case callChosen
    /// Writes the white space that indents the lines of a standalone partial.
    case indent
    case end
  }

  let kind: Kind
  var target: Int32 = 0
  var a: Int32 = 0
  var b: Int32 = 0
  var jump: Int32 = 0
}

/// A place where a partial or parent is rendered.
struct TemplateCallSite: Sendable {
  /// The index in `TemplateProgram.targets`, which contains functions while compiling, and positions of ops in the
  /// finished program.
  var firstTarget: Int32
  var targetCount: Int32
  /// The offset in the literal pool of the added indentation.
  var indentOffset: Int32 = 0
  var indentCount: Int32 = 0
  /// Whether the site is within a line, where the caller's indentation does not apply.
  var isInline: Bool
}

/// A template with all its partials as one flat array of ops. It begins at `start` and finishes at an `end` outside
/// any call.
struct TemplateProgram: Sendable {
  var ops: [TemplateOp] = [TemplateOp(kind: .end)]
  var start = 0
  var literals: [UInt8] = []
  var sites: [TemplateCallSite] = []
  /// The position of each call site, for diagnostics.
  var sitePlaces: [Place] = []
  var targets: [Int32] = []
  /// For each call site, the names that a lenient program chooses from.
  var choices: [Int: [String]] = [:]
  /// The dotted names of a lenient program; a single `.` is an empty path.
  var paths: [[String]] = []
  var registerCount = 1
  /// The name for diagnostics.
  var name = ""
}
