import Diagnostics

/// One step of a compiled template. What `a`, `b` and `target` mean is the data source's: register and slot of a typed
/// row, or the number of a path to look up.
struct TemplateOp: Sendable {
  enum Kind: UInt8, Sendable {
    /// Octets `a..<a + b` of the literal pool.
    case literal
    /// The value, escaped.
    case escaped
    /// The value as it is.
    case raw
    /// Begins a section's first round, or goes to `jump` if there is none.
    case enter
    /// Begins the next round at `jump`, or leaves the section.
    case next
    /// Goes to `jump` if the value is false.
    case jumpIfFalse
    /// Goes to `jump` if the value is true.
    case jumpIfTrue
    /// Puts an object's row into `target`, for a dotted name.
    case load
    /// Calls the function of call site `jump`.
    case call
    /// Calls the function of call site `jump` that the value names, or none.
    case callChosen
    /// The white space that a standalone partial's lines are indented with.
    case indent
    case end
  }

  let kind: Kind
  var target: Int32 = 0
  var a: Int32 = 0
  var b: Int32 = 0
  var jump: Int32 = 0
}

/// One place where a partial or parent is drawn.
struct TemplateCallSite: Sendable {
  /// In `TemplateProgram.targets`: functions while compiling, positions of ops in the finished program.
  var firstTarget: Int32
  var targetCount: Int32
  /// In the literal pool: what to add to the indentation.
  var indentOffset: Int32 = 0
  var indentCount: Int32 = 0
  /// Within a line: the caller's indentation does not count.
  var isInline: Bool
}

/// A template with all its partials as one flat array of ops. It begins at `start` and finishes at `end` of no call.
struct TemplateProgram: Sendable {
  var ops: [TemplateOp] = [TemplateOp(kind: .end)]
  var start = 0
  var literals: [UInt8] = []
  var sites: [TemplateCallSite] = []
  /// Where each call site stands, for diagnostics.
  var sitePlaces: [Place] = []
  var targets: [Int32] = []
  /// For each call site, the names that a lenient program chooses from.
  var choices: [Int: [String]] = [:]
  /// Dotted names of a lenient program; a sole `.` is an empty path.
  var paths: [[String]] = []
  var registerCount = 1
  /// For diagnostics.
  var name = ""
}
