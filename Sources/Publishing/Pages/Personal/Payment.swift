import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// The link by which the student pays: of a session that is to take place or did, with a mentor who has a rate.
  func setPayment<Fields>(
    of entry: AgendaEntry, _ row: Row<Fields>, _ url: URLField<Fields>, _ label: TextField<Fields>, on desk: inout Desk
  ) {
    guard let template = paymentLink, entry.status == .session(.scheduled) || entry.status == .session(.completed),
      let mentor = programme.mentorCard(of: entry.mentor),
      let cost = mentor.cost(minutes: entry.end.since(entry.start) / 60)
    else { return }
    desk.data.set(row, url) { sink in
      template.append(into: &sink) { gap, sink in
        switch gap {
        case "session": sink.append("S-\(entry.id)")
        case "amount": appendPlain(money: cost, currency: mentor.currency, into: &sink)
        default: sink.append(mentor.currency)
        }
      }
    }
    let amount = text { self.strings.append(money: cost, currency: mentor.currency, into: &$0) }
    desk.data.set(row, label, strings.sentence("pay", ["amount": amount]))
  }
}
