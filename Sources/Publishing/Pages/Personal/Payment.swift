import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Adds the balances of a person's ledger and the cost of their upcoming sessions; nothing for a person without a
  /// ledger.
  func addCredits(
    of rows: PersonalRows, _ row: Row<PersonHomePageFields>, _ fields: PersonHomePageFields,
    on context: inout RenderContext
  ) {
    guard let balances = programme.credits[rows.person.id] else { return }
    context.data.set(row, fields.hasCredits, true)
    var ahead: [String: Int] = [:]
    for entry in rows.agenda
    where entry.student == rows.person.id && entry.status == .session(.scheduled) && entry.end > clock.now {
      guard let price = entry.price, price.amount > 0 else { continue }
      ahead[price.currency, default: 0] += price.amount
    }
    let figure = FigureFields.scope.fields
    for balance in balances {
      let item = context.data.add(row, fields.credits)
      context.data.set(item, figure.value) {
        self.strings.append(money: balance.amount, currency: balance.currency, into: &$0)
      }
      guard let cost = ahead[balance.currency] else { continue }
      let amount = text { self.strings.append(money: cost, currency: balance.currency, into: &$0) }
      context.data.set(item, figure.note, strings.sentence("credits_ahead", ["amount": amount]))
    }
  }

  /// The agreed price of a session.
  func priceText(of price: Price) -> String {
    price.amount == 0
      ? strings.sentence("free")
      : text { self.strings.append(money: price.amount, currency: price.currency, into: &$0) }
  }

  /// Sets the link by which the student pays, for a session that has a price and is planned or took place.
  func setPayment<Fields>(
    of entry: AgendaEntry, _ row: Row<Fields>, _ url: URLField<Fields>, _ label: TextField<Fields>,
    on context: inout RenderContext
  ) {
    guard let template = paymentLink, entry.status == .session(.scheduled) || entry.status == .session(.completed),
      let price = entry.price, price.amount > 0
    else { return }
    context.data.set(row, url) { sink in
      template.append(into: &sink) { gap, sink in
        switch gap {
        case "session": sink.append("S-\(entry.id)")
        case "amount": appendPlain(money: price.amount, currency: price.currency, into: &sink)
        default: sink.append(price.currency)
        }
      }
    }
    context.data.set(row, label, strings.sentence("pay", ["amount": priceText(of: price)]))
  }
}
