import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing

/// The items that a verb on many items skipped, with the reasons.
final class SkippedItems {
  struct Omission {
    /// `S-12`, or the start of one date in a series.
    var what: String
    var refusal: Refusal
  }

  private(set) var all: [Omission] = []
  /// Whether the verb may skip items: if so, its document always lists them.
  var isExpected = false

  /// Lines on standard error that explain what a verb did.
  private(set) var notes = ""

  func note(_ text: String) { notes += visible(text) + "\n" }

  func add(_ what: String, _ refusal: Refusal) { all.append(Omission(what: what, refusal: refusal)) }

  /// The exit code of the refusals that takes precedence; 0 without refusals.
  var exitCode: Int32 {
    let codes = all.map(\.refusal.exitCode)
    return [ExitCode.invalidInput, .refused, .conflict].first(where: codes.contains)?.rawValue ?? 0
  }

  /// One line per item, for standard error.
  var report: String {
    all.map {
      var line = "left out \($0.what): \(visible($0.refusal.message)) (rule \($0.refusal.rule.rawValue))"
      if !$0.refusal.slots.isEmpty {
        line += "; open nearby: \($0.refusal.slots.map(\.rfc3339).joined(separator: ", "))"
      }
      return line + "\n"
    }.joined()
  }

  /// Appends `,"left_out":[…]` to the verb's document.
  func append(into sink: inout ByteSink) {
    guard isExpected else { return }
    sink.append(",\"left_out\":[")
    for (index, omission) in all.enumerated() {
      sink.append(index == 0 ? "{\"what\":" : ",{\"what\":")
      sink.append(json: omission.what)
      sink.append(",\"rule\":")
      sink.append(json: omission.refusal.rule.rawValue)
      sink.append(",\"message\":")
      sink.append(json: omission.refusal.message)
      sink.append(",\"slots\":")
      sink.append(json: omission.refusal.slots.map(\.rfc3339))
      sink.append("}")
    }
    sink.append("]")
  }
}
