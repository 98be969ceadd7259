import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing

/// What a verb on many things left out, and why; the others it did.
final class SkippedItems {
  struct Omission {
    /// `S-12`, or the start of one date of a series.
    var what: String
    var refusal: Refusal
  }

  private(set) var all: [Omission] = []
  /// Whether the verb is one that may leave things out: its document then always has a list of them.
  var isExpected = false

  /// Lines that explain what a verb did, for standard error.
  private(set) var notes = ""

  func note(_ text: String) { notes += visible(text) + "\n" }

  func add(_ what: String, _ refusal: Refusal) { all.append(Omission(what: what, refusal: refusal)) }

  /// The exit code of the refusals that comes first by decisions 33; 0 without any.
  var exitCode: Int32 {
    let codes = all.map(\.refusal.exitCode)
    return [ExitCode.invalidInput, .refused, .conflict].first(where: codes.contains)?.rawValue ?? 0
  }

  /// A line each, for standard error.
  var report: String {
    all.map {
      var line = "left out \($0.what): \(visible($0.refusal.message)) (rule \($0.refusal.rule.rawValue))"
      if !$0.refusal.slots.isEmpty {
        line += "; open nearby: \($0.refusal.slots.map(\.rfc3339).joined(separator: ", "))"
      }
      return line + "\n"
    }.joined()
  }

  /// `,"left_out":[…]` of the verb's document.
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
