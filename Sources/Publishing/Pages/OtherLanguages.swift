import Bytes
import Markup

extension Site {
  /// What a public page says of itself in the site's other languages, and the way there. Nobody is sent there unasked.
  func addLanguages<Fields>(
    _ row: Row<Fields>, _ common: CommonGroup<Fields>, _ head: PageHead, on context: inout RenderContext
  ) {
    // What is shown at any address is the same page nowhere.
    let alternates = head.root == nil ? languages.alternates(of: head.route, key: head.key) : []
    if head.root == nil, isAbsolute {
      for one in languages.hreflangs(of: head.route, key: head.key) {
        let item = context.data.add(row, common.alternates)
        context.data.set(item, AlternateFields.scope.fields.hreflang, one.hreflang)
        // Not by `address(of:)`, which gives the page in this language.
        context.data.set(item, AlternateFields.scope.fields.url, (settings.baseURL ?? "") + "/" + one.route.path)
      }
    }
    if let locale = openGraphLocale(settings.language) { context.data.set(row, common.ogLocale, locale) }
    for (siteLanguage, name) in zip(languages.editions, languages.names)
    where siteLanguage.index != self.siteLanguage.index {
      let there = alternates.first { $0.siteLanguage.index == siteLanguage.index }
      if there != nil, let locale = openGraphLocale(siteLanguage.language) {
        context.data.set(context.data.add(row, common.ogLocales), NamedFields.scope.fields.name, locale)
      }
      let fields = LanguageFields.scope.fields
      let item = context.data.add(row, common.languages)
      context.data.set(item, fields.tag, siteLanguage.language)
      context.data.set(item, fields.writing, languages.directions[siteLanguage.index])
      context.data.set(item, fields.name, name)
      // Not by the desk, which would lead to the page in this language.
      let target = (there?.route ?? siteLanguage.route(.home)).path
      let root = context.root
      context.data.set(item, fields.url) { sink in
        sink.append(root)
        sink.append(target)
        if root.isEmpty && target.isEmpty { sink.append("./") }
      }
    }
  }
}
