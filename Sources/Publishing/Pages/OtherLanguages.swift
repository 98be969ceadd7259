import Bytes
import Markup

extension Site {
  /// Adds the addresses of a public page in the site's other languages, and the links to them. Nobody is redirected
  /// automatically.
  func addLanguages<Fields>(
    _ row: Row<Fields>, _ common: CommonGroup<Fields>, _ head: PageHead, on context: inout RenderContext
  ) {
    // A page that is shown at any address has no counterparts.
    let alternates = head.root == nil ? languages.alternates(of: head.route, key: head.key) : []
    if head.root == nil, isAbsolute {
      for one in languages.hreflangs(of: head.route, key: head.key) {
        let item = context.data.add(row, common.alternates)
        context.data.set(item, AlternateFields.scope.fields.hreflang, one.hreflang)
        // `address(of:)` would give the page in this language.
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
      // The context's link would lead to the page in this language.
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
