import CivilTime
import Diagnostics
import Publishing

/// The files of the organiser's folder that a build uses: the parsed settings, and the content of the others.
struct SiteInputs {
  var settingsBytes: [UInt8]
  /// The settings of `site.yaml`, parsed once for the whole build; nil if the file contains none.
  var settings: Settings?
  /// The errors in `site.yaml`.
  var settingsFaults = Diagnostics()
  /// Files below `content/`, sorted by path.
  var content: [SiteFile]
  /// Files below `Templates/`.
  var templates: [SiteFile]

  /// Warnings about the folder itself.
  var diagnostics = Diagnostics()

  static let settingsFile = "site.yaml"

  /// - Parameters:
  ///   - baseURL: the value of --base-url, which overrides `base_url`.
  ///   - jobs: how many files are read at a time.
  /// - Throws: a `Diagnostic` if there is no `site.yaml`; `Diagnostics` for files that cannot be read.
  init(_ folder: ProgrammeFolder, baseURL: String?, jobs: Int) throws {
    let path = folder.file(SiteInputs.settingsFile)
    guard try fileExists(path) else {
      throw Diagnostic(
        at: Place(file: path), "there is no site.yaml",
        remedy: "go to the programme's folder or name it with -C; `almanac init` makes a new one")
    }
    settingsBytes = try readInput(path, limit: 1 << 20, mayWait: false)
    settings = readSettings(settingsBytes, file: SiteInputs.settingsFile, into: &settingsFaults)
    if let baseURL {
      settings?.baseURL = siteAddress(baseURL)
      if siteAddress(baseURL) == nil {
        settingsFaults.add(
          Diagnostic("--base-url \"\(baseURL)\" is no address", remedy: "write it as https://mentors.example.org"))
      }
    }
    var diagnostics = Diagnostics()
    content = readFolder("content", in: folder.path, jobs: jobs, into: &diagnostics)
    templates = readFolder("Templates", in: folder.path, jobs: jobs, into: &diagnostics)
    try diagnostics.throwIfErrors()
    settings?.addEventWords { [content] path in content.first { $0.path == path }?.bytes }
    if !(try fileExists(folder.file("content"))) {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: folder.file("content")),
          "there is no folder content/, so the site has no words of yours",
          remedy: "`almanac init` writes one to begin with"))
    }
    self.diagnostics = diagnostics
  }
}

/// The parsed sources of a site: settings, strings, templates, content.
struct SiteSources {
  var settings: Settings
  /// One for each language, beginning with the main language.
  var languages: [LocalizedSources]
  var zone: Zone

  /// - Parameter diagnostics: collects the errors in all files.
  /// - Returns: nil if the errors leave nothing to build.
  init?(
    _ inputs: SiteInputs, drafts: Bool, clock: PageClock, zones: ZoneDirectory, into diagnostics: inout Diagnostics
  ) {
    diagnostics.add(contentsOf: inputs.settingsFaults)
    guard let settings = inputs.settings else { return nil }
    guard let english = builtInStrings(into: &diagnostics) else { return nil }
    let home = settings.zone
    do throws(Diagnostic) {
      zone = try zones.zone(named: settings.zone)
    } catch {
      var error = error
      error.place = settings.zonePlace ?? Place(file: SiteInputs.settingsFile)
      diagnostics.add(error)
      zone = .utc
    }
    let types = FileTypes(more: settings.publish.fileTypes)
    let contents = loadContents(
      inputs.content, languages: settings.languages, now: clock.now, drafts: drafts,
      zone: { name throws(Diagnostic) in try zones.zone(named: name ?? home) }, types: types,
      into: &diagnostics)
    languages = []
    for (language, content) in zip(settings.languages, contents) {
      let strings = interfaceStrings(in: language, inputs.content, english: english, into: &diagnostics)
      var found = Diagnostics()
      let theme = Theme(
        files: inputs.templates, words: strings.words, accent: settings.accent,
        pages: content.pages + content.scheduled,
        types: types,
        into: &found)
      // An error in a template is the same in every language.
      if languages.isEmpty { diagnostics.add(contentsOf: found) } else { diagnostics.add(new: found) }
      languages.append(
        LocalizedSources(settings: settings.spoken(in: language), strings: strings, content: content, theme: theme))
    }
    self.settings = settings
  }
}

extension Diagnostics {
  /// Adds the findings that are not in the list yet.
  fileprivate mutating func add(new found: Diagnostics) {
    let told = Set(all)
    for one in found.all where !told.contains(one) { add(one) }
  }
}

/// The strings of the pages: the folder's own override the program's; strings in neither are English.
private func interfaceStrings(
  in language: String, _ content: [SiteFile], english: Strings, into diagnostics: inout Diagnostics
) -> Strings {
  let builtIn = builtInStrings(in: language, english: english, into: &diagnostics)
  let own = stringsPath(language)
  if let file = content.first(where: { $0.path == own }) {
    let fallback = builtIn ?? english
    return readStrings(file.bytes, file: own, fallback: fallback, into: &diagnostics) ?? fallback
  }
  if let builtIn { return builtIn }
  let known = builtInLanguages.joined(separator: ", ")
  diagnostics.add(
    Diagnostic(
      .warning, at: Place(file: SiteInputs.settingsFile), "there are no words in \"\(language)\"",
      remedy: "write \(own) (built in: \(known)); the pages are in English until then"))
  return english
}
