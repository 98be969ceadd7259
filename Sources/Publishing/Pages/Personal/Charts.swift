import Bytes
import CivilTime
import Markup
import Mentoring

/// A bar of a chart.
struct Bar {
  var label: String
  /// The full label, for the table.
  var name: String
  var value: Int
}

/// Numbers as bars, with a table of the same values.
struct Chart {
  var title: String
  var text: String
  var spanLabel: String
  var bars: [Bar]
}

extension Site {
  /// A chart in which no bar has a height contains no information and is left out.
  func add<Fields>(
    _ charts: [Chart], _ row: Row<Fields>, _ flag: FlagField<Fields>, _ field: ListField<Fields, ChartFields>,
    on context: inout RenderContext
  ) {
    let chart = ChartFields.scope.fields
    let bar = BarFields.scope.fields
    for one in charts {
      let highest = one.bars.map(\.value).max() ?? 0
      guard highest > 0 else { continue }
      context.data.set(row, flag, true)
      let item = context.data.add(row, field)
      context.data.set(item, chart.title, one.title)
      context.data.set(item, chart.text, one.text)
      context.data.set(item, chart.spanLabel, one.spanLabel)
      context.data.set(item, chart.valueLabel, strings.word("number"))
      for part in one.bars {
        let line = context.data.add(item, chart.bars)
        let height = part.value * 100 / highest
        context.data.set(line, bar.label, part.label)
        context.data.set(line, bar.name, part.name)
        context.data.set(line, bar.value) { self.strings.append(number: part.value, into: &$0) }
        context.set(line, bar.height, height)
        context.set(line, bar.top, 100 - height)
      }
    }
  }

  /// Sessions held in each of the twelve months up to the current one.
  func monthChart(of starts: some Sequence<Instant>, zone: Zone) -> Chart {
    var counts: [CivilDate: Int] = [:]
    for start in starts { counts[zone.local(at: start).date.firstOfMonth, default: 0] += 1 }
    var months = [zone.local(at: clock.now).date.firstOfMonth]
    while months.count < 12 { months.append(months[months.count - 1].firstOfPreviousMonth) }
    let names = narrowMonths
    let bars = months.reversed().map { first in
      let (year, month, _) = first.components
      return Bar(
        label: names.map { $0[month - 1] } ?? "\(month)", name: "\(strings.dates.months[month - 1]) \(year)",
        value: counts[first] ?? 0)
    }
    return Chart(
      title: strings.word("sessions_by_month"), text: strings.counted("sessions", bars.reduce(0) { $0 + $1.value }),
      spanLabel: strings.word("month"), bars: bars)
  }

  /// The short names of months without their trailing periods; nil if one is too long for twelve to fit side by side.
  private var narrowMonths: [String]? {
    let names = strings.shortMonths.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    return names.allSatisfy { $0.count <= 4 } ? names : nil
  }

  /// Sessions held in each week that the report covers, in the programme's zone.
  func weekChart(of report: ProgrammeReport) -> Chart {
    let weekStart = settings.weekStart.weekday
    var counts: [CivilDate: Int] = [:]
    for held in report.held {
      counts[zone.local(at: held.start).date.startOfWeek(startingOn: weekStart), default: 0] += held.count
    }
    let last = zone.local(at: clock.now).date.startOfWeek(startingOn: weekStart)
    let bars = (0..<ProgrammeReport.days / 7).reversed().map { back in
      let first = last.adding(days: -7 * back)
      return Bar(
        label: text { self.strings.append(shortDate: first, into: &$0) },
        name: text { self.strings.append(weekOf: first, into: &$0) }, value: counts[first] ?? 0)
    }
    return Chart(
      title: strings.word("sessions_by_week"), text: strings.counted("sessions", bars.reduce(0) { $0 + $1.value }),
      spanLabel: strings.word("week"), bars: bars)
  }

  /// The number of ratings with one star, two … five.
  ///
  /// - Parameter counts: five numbers.
  func starChart(_ counts: [Int]) -> Chart {
    Chart(
      title: strings.word("stars_given"), text: strings.counted("reviews", counts.reduce(0, +)),
      spanLabel: strings.word("stars"),
      bars: counts.enumerated().map { index, count in
        Bar(label: "\(index + 1) ★", name: strings.counted("stars_of_five", index + 1), value: count)
      })
  }
}
