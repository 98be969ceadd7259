import Bytes
import Markup

/// The request that a button sends: one verb with its fields, as a form, as a mail, or as a text to copy. All three
/// have the same content, and the same rules check them on arrival.
struct RequestForm {
  /// `session cancel`.
  var verb: StaticString
  /// The fields that the page fills in, in the order of writing: `session: S-12`, `version: 3`.
  var fields: [(name: StaticString, value: String)]
  /// The fields that the person fills in.
  var questions: [Question] = []
  /// Fields that the template draws separately; they have lines only in the text.
  var blanks: [String] = []

  /// The request as text: one `name: value` per line, `request` first.
  func text(lineBreak: String = "\n") -> String {
    var lines = ["request: " + verb.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }]
    lines += fields.map { "\(name($0.name)): \($0.value)" }
    lines += blanks.map { "\($0): " }
    lines += questions.map { "\(name($0.name)): \($0.textValue)" }
    return lines.joined(separator: lineBreak)
  }

  private func name(_ name: StaticString) -> String { name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }
}

extension Site {
  /// Whether requests can be sent from pages: there is a drop-box, or an address that receives mails.
  var canSendRequests: Bool { settings.mail.dropbox != nil || settings.mail.from != nil }

  /// Fills in a form and the ways to send it.
  func fill<Fields>(
    ways group: WaysGroup<Fields>, _ row: Row<Fields>, id: String, _ form: RequestForm, on context: inout RenderContext
  ) {
    context.data.set(row, group.id, id)
    context.data.set(row, group.requestText, form.text())
    let dropbox = settings.mail.dropbox
    let address = settings.mail.from
    let way = dropbox != nil ? "way_beside_form" : address != nil ? "way_beside_mail" : "way_organiser"
    context.data.set(row, group.wayText, strings.sentence(way))
    context.data.set(row, group.hasDropbox, dropbox != nil)
    if let dropbox {
      context.data.set(row, group.formAction, dropbox)
      context.data.set(row, group.formEncoding, "application/x-www-form-urlencoded")
    } else if let address {
      context.data.set(row, group.formAction, "mailto:\(address)")
      context.data.set(row, group.formEncoding, "text/plain")
    }
    if let address {
      context.data.set(row, group.mailAddress, address)
      context.data.set(row, group.mailto) { sink in
        sink.append("mailto:")
        sink.append(address)
        sink.append("?subject=")
        appendPercentEncoded(Utf8(form.verb), into: &sink)
        sink.append("&body=")
        // RFC 6068 section 5: a line break in a body is CRLF.
        var text = form.text(lineBreak: "\r\n")
        text.withUTF8 { appendPercentEncoded(UnsafeRawBufferPointer($0), into: &sink) }
      }
    }
    addHiddenFields(of: form, row, group.fields, on: &context)
    add(form.questions, id: id, row, group.questions, on: &context)
  }

  private func addHiddenFields<Fields>(
    of form: RequestForm, _ row: Row<Fields>, _ list: ListField<Fields, FieldFields>, on context: inout RenderContext
  ) {
    let fields = FieldFields.scope.fields
    let first = context.data.add(row, list)
    context.data.set(first, fields.name, "request")
    context.data.set(first, fields.value, Utf8(form.verb))
    for field in form.fields {
      let hidden = context.data.add(row, list)
      context.data.set(hidden, fields.name, Utf8(field.name))
      context.data.set(hidden, fields.value, field.value)
    }
  }
}

/// Appends text percent-encoded (RFC 3986 section 2.1), all bytes except the unreserved ones.
func appendPercentEncoded(_ text: Utf8, into sink: inout ByteSink) { appendPercentEncoded(text.bytes, into: &sink) }

func appendPercentEncoded(_ bytes: UnsafeRawBufferPointer, into sink: inout ByteSink) {
  let digits = StaticString("0123456789ABCDEF")
  for octet in bytes {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      sink.append(byte: octet)
    default:
      sink.append(byte: UInt8(ascii: "%"))
      sink.append(byte: digits.utf8Start[Int(octet >> 4)])
      sink.append(byte: digits.utf8Start[Int(octet & 15)])
    }
  }
}
