import Bytes
import Markup

extension Site {
  /// Fills in the ways to subscribe to a calendar file. Links through a service need an address that the service can
  /// reach, so they are left out unless `base_url` is https.
  ///
  /// `webcal:` opens the calendar program of Apple, Thunderbird and old Outlook; Google accepts it in `cid`; Outlook
  /// accepts https in `url` (calendar services' own "add by URL" pages, as add-to-calendar buttons use them).
  func fill(
    _ row: Row<SubscriptionFields>, subscriptionTo file: Route, id: StaticString, name: String,
    on context: inout RenderContext
  ) {
    let fields = SubscriptionFields.scope.fields
    context.data.set(row, fields.id, id)
    context.link(row, fields.fileUrl, file)
    guard let address = address(of: file), let rest = afterScheme(of: address) else { return }
    context.data.set(row, fields.address, address)
    context.data.set(row, fields.webcalUrl, "webcal://" + rest)
    guard address.utf8.starts(with: "https://".utf8) else { return }
    func encoded(_ text: String, _ sink: inout ByteSink) {
      var text = text
      text.withUTF8 { appendPercentEncoded(UnsafeRawBufferPointer($0), into: &sink) }
    }
    context.data.set(row, fields.googleUrl) { sink in
      sink.append("https://calendar.google.com/calendar/u/0/r?cid=")
      encoded("webcal://" + rest, &sink)
    }
    for (field, host) in [(fields.outlookUrl, "live.com"), (fields.officeUrl, "office.com")] {
      context.data.set(row, field) { sink in
        sink.append("https://outlook.")
        sink.append(host)
        sink.append("/calendar/0/addfromweb/?url=")
        encoded(address, &sink)
        sink.append("&name=")
        encoded(name, &sink)
      }
    }
  }
}
