import Bytes
import Markup

extension Site {
  /// What a public page says of itself in the site's other languages, and the way there. Nobody is sent there unasked.
  func addLanguages<Fields>(
    _ row: Row<Fields>, _ common: CommonGroup<Fields>, _ head: PageHead, on desk: inout Desk
  ) {
    // What is shown at any address is the same page nowhere.
    let alternates = head.root == nil ? languages.alternates(of: head.route, key: head.key) : []
    if head.root == nil, isAbsolute {
      for one in languages.hreflangs(of: head.route, key: head.key) {
        let item = desk.data.add(row, common.alternates)
        desk.data.set(item, AlternateFields.scope.fields.hreflang, one.hreflang)
        // Not by `address(of:)`, which gives the page in this language.
        desk.data.set(item, AlternateFields.scope.fields.url, (settings.baseURL ?? "") + "/" + one.route.path)
      }
    }
    if let locale = openGraphLocale(settings.language) { desk.data.set(row, common.ogLocale, locale) }
    for (edition, name) in zip(languages.editions, languages.names) where edition.index != self.edition.index {
      let there = alternates.first { $0.edition.index == edition.index }
      if there != nil, let locale = openGraphLocale(edition.language) {
        desk.data.set(desk.data.add(row, common.ogLocales), NamedFields.scope.fields.name, locale)
      }
      let fields = LanguageFields.scope.fields
      let item = desk.data.add(row, common.languages)
      desk.data.set(item, fields.tag, edition.language)
      desk.data.set(item, fields.writing, languages.directions[edition.index])
      desk.data.set(item, fields.name, name)
      // Not by the desk, which would lead to the page in this language.
      let target = (there?.route ?? edition.route(.home)).path
      let root = desk.root
      desk.data.set(item, fields.url) { sink in
        sink.append(root)
        sink.append(target)
        if root.isEmpty && target.isEmpty { sink.append("./") }
      }
    }
  }
}
