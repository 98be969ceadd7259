import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/session-types/`: a comparison of the kinds of session, built from the facts that the rules use.
  func writeSessionTypes(on context: inout RenderContext) throws {
    let fields = SessionTypesPageFields.scope.fields
    let page = content.pages.first { $0.kind == .sessionTypes }
    let title = page?.title ?? strings.word("session_types")
    let row = begin(
      SessionTypesPageFields.scope, fields.common,
      PageHead(route: .sessionTypes, title: title, description: page?.description ?? ""), on: &context)
    context.data.set(row, fields.heading, title)
    context.data.set(row, fields.lead, page?.description ?? "")
    mark(page, fields.foreign, row, on: &context)
    let type = SessionTypeFields.scope.fields
    let fact = RowFields.scope.fields
    for kind in SessionKind.allCases {
      let item = context.data.add(row, fields.types)
      fill(kind: type.kind, item, kind, on: &context)
      context.data.set(item, type.name, strings.sentence("type_\(kind.rawValue.lowercased())"))
      context.data.set(item, type.description, strings.sentence("about_\(kind.rawValue.lowercased())"))
      context.data.set(item, type.hasWhen, true)
      let line = context.data.add(item, type.when)
      context.data.set(line, LineFields.scope.fields.text, strings.sentence("when_\(kind.rawValue.lowercased())"))
      for feature in KindFeature.allCases {
        let column = context.data.add(item, type.features)
        context.data.set(column, fact.label, strings.sentence("feature_\(feature.rawValue)"))
        context.data.set(column, fact.value, text(of: feature, kind))
      }
    }
    for feature in KindFeature.allCases {
      let line = context.data.add(row, fields.rows)
      context.data.set(line, FeatureFields.scope.fields.label, strings.sentence("feature_\(feature.rawValue)"))
      for kind in SessionKind.allCases {
        let cell = context.data.add(line, FeatureFields.scope.fields.cells)
        context.data.set(
          cell, FeatureCellFields.scope.fields.yes, value(of: feature, kind) == .yes && feature != .length)
        context.data.set(cell, FeatureCellFields.scope.fields.no, value(of: feature, kind) == .no)
        context.data.set(cell, FeatureCellFields.scope.fields.text, text(of: feature, kind))
      }
    }
    context.data.set(row, fields.messages, strings.sentence("messages_note"))
    addOffers(row, fields, on: &context)
    if let page {
      context.data.set(row, fields.bodyHtml) { page.appendHTML(in: self.content, from: .sessionTypes, into: &$0) }
    }
    try context.render(
      theme.sessionTypes, row, at: .sessionTypes, changed: changed(page?.changed ?? sourcesChanged),
      owner: BuildUnit.programme.owner)
  }

  /// Adds the programme's session types.
  private func addOffers(
    _ row: Row<SessionTypesPageFields>, _ fields: SessionTypesPageFields, on context: inout RenderContext
  ) {
    let offer = OfferFields.scope.fields
    context.data.set(row, fields.hasOffers, !programme.sessionTypes.isEmpty)
    for type in programme.sessionTypes {
      let item = context.data.add(row, fields.offers)
      fill(kind: offer.kind, item, type.kind, on: &context)
      context.data.set(item, offer.name, type.name)
      context.data.set(item, offer.summary, type.summary)
      context.data.set(item, offer.kindName, strings.sentence("type_\(type.kind.rawValue.lowercased())"))
      context.data.set(item, offer.length, strings.counted("minutes", type.duration))
      if let price = Price(type.price, in: type.currency) { context.data.set(item, offer.price, priceText(of: price)) }
      context.data.set(item, offer.hasQuestions, !type.questions.isEmpty)
      for question in type.questions {
        context.data.set(context.data.add(item, offer.questions), LineFields.scope.fields.text, question)
      }
    }
  }

  /// `30, 60, 90, 120 minutes`: the lengths of a mentor who has set none.
  private var lengths: String {
    let all = settings.policy.durations.sorted()
    return all.dropLast().map { "\($0), " }.joined() + strings.counted("minutes", all.last ?? 0)
  }

  /// The kind's own value, except for what the programme's policy decides.
  private func value(of feature: KindFeature, _ kind: SessionKind) -> KindFeature.Value {
    switch feature {
    case .connection where !needsConnection: .no
    case .availability where takesProposals: .words("other_times_on_request")
    default: feature.value(of: kind)
    }
  }

  private func text(of feature: KindFeature, _ kind: SessionKind) -> String {
    if feature == .length { return lengths }
    return switch value(of: feature, kind) {
    case .yes: strings.sentence("yes")
    case .no: strings.sentence("no")
    case .words(let key): strings.sentence(key)
    }
  }

  func fill<Fields>(
    kind group: KindGroup<Fields>, _ row: Row<Fields>, _ kind: SessionKind, on context: inout RenderContext
  ) {
    context.data.set(row, group.video, kind == .video)
    context.data.set(row, group.voice, kind == .voice)
    context.data.set(row, group.chat, kind == .chat)
    context.data.set(row, group.inPerson, kind == .inPerson)
  }
}

/// The rows of the comparison of session kinds.
enum KindFeature: String, CaseIterable {
  case scheduled, counted, recorded, reviewed, agenda, length, link, connection, availability

  enum Value: Equatable {
    case yes, no
    /// A sentence of the interface strings.
    case words(String)
  }

  func value(of kind: SessionKind) -> Value {
    guard self == .link else { return .yes }
    return switch kind.meeting {
    case .address: .words("link_place")
    case .optionalLink: .words("link_optional")
    case .audioRoom: .words("link_audio")
    case .videoRoom: .words("link_video")
    }
  }
}
