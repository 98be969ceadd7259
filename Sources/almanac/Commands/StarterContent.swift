import Diagnostics
import Mentoring
import Publishing
import Storage

/// A language for a new folder. Its pages are in `content/`, with the language before `.md` if it is not English.
enum StarterLanguage: String, CaseIterable {
  case en, de
}

func starterLanguage(_ text: String?) throws(Diagnostic) -> StarterLanguage {
  guard let text else { return .en }
  guard let language = StarterLanguage(rawValue: text) else {
    throw Diagnostic(
      "--language \"\(text)\": there are no pages to begin with in that language",
      remedy: "write \(StarterLanguage.allCases.map(\.rawValue).joined(separator: " or ")), then translate the pages")
  }
  return language
}

/// Starter pages about an invented programme; a real programme writes its own.
private let pagesOfTheDemo = ["content/about.", "content/news/"]

/// Whether a page is still as `init` made it, but in another language than the site's, which its readers may not
/// understand.
func isStarterPage(_ path: String, _ bytes: [UInt8], inOtherLanguageThan site: String) -> Bool {
  StarterLanguage.allCases.contains {
    site.lowercased().prefix(2) != $0.rawValue && isStarterPage(path, bytes, in: $0)
  }
}

/// Whether a page is still as `init` made it, in the site's own language.
func isStarterPage(_ path: String, _ bytes: [UInt8], inLanguageOf site: String) -> Bool {
  StarterLanguage.allCases.contains {
    site.lowercased().prefix(2) == $0.rawValue && isStarterPage(path, bytes, in: $0)
  }
}

private func isStarterPage(_ path: String, _ bytes: [UInt8], in language: StarterLanguage) -> Bool {
  path.hasSuffix(".md")
    && EmbeddedFile.all.contains { starterName(of: $0.path, in: language) == path && $0.bytes == bytes }
}

/// The files written into a new folder, by path.
func starterFiles(in language: StarterLanguage, isDemo: Bool) -> [(name: String, text: String)] {
  var files = [
    ("site.yaml", starterSettings(in: language, isDemo: isDemo)),
    (".gitignore", "/public/\n/.almanac/\n/almanac.db-*\n"),
  ]
  for file in EmbeddedFile.all where file.path.hasPrefix("content/") && !file.path.hasPrefix("content/strings/") {
    if !isDemo, pagesOfTheDemo.contains(where: file.path.hasPrefix) { continue }
    guard let name = starterName(of: file.path, in: language) else { continue }
    files.append((name, String(decoding: file.bytes, as: UTF8.self)))
  }
  return files
}

/// `content/about.md` for `content/about.de.md`; nil for a page of another language.
private func starterName(of path: String, in language: StarterLanguage) -> String? {
  guard path.hasSuffix(".md") else { return path }
  let other = StarterLanguage.allCases.first { $0 != .en && path.hasSuffix(".\($0.rawValue).md") }
  guard (other ?? .en) == language else { return nil }
  return other.map { String(path.dropLast($0.rawValue.count + 4)) + ".md" } ?? path
}

/// A site.yaml with the most common settings; the handbook describes the others.
private func starterSettings(in language: StarterLanguage, isDemo: Bool) -> String {
  let own = language == .de ? "Mein Mentoring-Programm" : "My mentoring programme"
  let tagline = language == .de ? "Von Menschen lernen, die den Weg kennen." : "Learn from someone who has been there."
  let title = isDemo ? "Lantern Mentoring" : own
  let address = "\(isDemo ? "" : "# ")base_url: https://\(isDemo ? "lantern" : "mentoring").example.org"
  let mail =
    isDemo ? "mail:\n  from: inbox@lantern.example.org" : "# mail:\n#   from: inbox@mentoring.example.org"
  return language == .de
    ? """
    # Die Einstellungen des Programms. Alles außer dem Titel kann entfallen.
    title: \(title)
    description: \(isDemo ? tagline : "")

    # Die Hauptsprache der Seiten: en und de sind eingebaut.
    language: de

    # Mehrere Sprachen, die Hauptsprache zuerst. Jede hat die ganze Site; about.en.md übersetzt about.md, und die eigenen
    # Seiten richten sich nach der Sprache der Person.
    # languages: [de, en]

    # Die Adresse der Site. Ohne sie entfallen webcal-Links, die Sitemap und kanonische Adressen.
    \(address)

    # Die Zeitzone der Programmleitung; jede Person hat ihre eigene.
    zone: UTC

    # Wie Termine gebucht werden. Für einzelne Mentorinnen und Mentoren können andere Werte gelten.
    policy:
      confirm: instant          # oder each: jeder Termin muss bestätigt werden
      durations: [30, 60, 90, 120]
      notice: 120               # so viele Minuten vor einem Termin ist er nicht mehr buchbar
      horizon_days: 28
      cancel_notice: 120        # so viele Minuten vorher kann er nicht mehr abgesagt oder verschoben werden

    # Was zur Auswahl steht, in dieser Reihenfolge; jede Liste hier ersetzt die der Datenbank. Was entfällt, bleibt bei denen,
    # die es haben. Ein Name kann je Sprache anders sein: {en: Code review, de: Code-Durchsicht}.
    # topics:                     # was Mentorinnen und Mentoren können
    #   - {slug: compilers, name: Compiler}
    # subjects:                   # worum es in einem Termin geht
    #   - {slug: mock-interview, name: Probegespräch}
    # goals:                      # warum Mentees Kontakt suchen; eine neue Datenbank hat fünf
    #   - {slug: interview-prep, name: Vorstellungsgespräche}
    # session_types:              # für session book --offer; Minuten, und der Preis in der kleinsten Einheit der Währung
    #   - {slug: first-talk, name: Erstgespräch, duration: 30, type: VIDEO, price: 0, currency: EUR, questions: [Was führt dich her?]}

    # Die Adresse, an die Anfragen gehen; jemand muss die Post lesen.
    \(mail)

    """
    : """
    # The programme's settings. Everything but the title may be left out.
    title: \(title)
    description: \(isDemo ? tagline : "")

    # The main language of the pages: en and de are built in.
    # language: de

    # Several languages, the main one first. Each has the whole site; about.de.md translates about.md, and people's own pages
    # follow their language.
    # languages: [en, de]

    # The site's address. Without it, webcal links, the sitemap and canonical addresses are left out.
    \(address)

    # The zone of the organisers; every person has their own.
    zone: UTC

    # How sessions are booked. A mentor may have their own values in the record.
    policy:
      confirm: instant          # or each: the mentor confirms every session
      durations: [30, 60, 90, 120]
      notice: 120               # minutes before a session in which it can no longer be booked
      horizon_days: 28
      cancel_notice: 120        # minutes before a session in which it can no longer be cancelled or moved

    # What may be chosen, in this order; each list here replaces the record's own. A term that is removed stays with those who
    # have it. A name may be one a language: {en: Code review, de: Code-Durchsicht}.
    # topics:                     # what mentors know
    #   - {slug: compilers, name: Compilers}
    # subjects:                   # what a session is about
    #   - {slug: mock-interview, name: Mock interview}
    # goals:                      # why a student connects; a new record has five
    #   - {slug: interview-prep, name: Interview prep}
    # session_types:              # what session book --offer takes; minutes, and the price in the currency's smallest unit
    #   - {slug: first-talk, name: First talk, duration: 30, type: VIDEO, price: 0, currency: EUR, questions: [What brings you here?]}

    # The address that people write requests to; somebody has to read it.
    \(mail)

    """
}

/// The goals and subjects of most programmes.
func starterTerms(in language: StarterLanguage) -> [(TermKind, [(slug: String, name: String)])] {
  let names: [(TermKind, [(slug: String, en: String, de: String)])] = [
    (
      .goal,
      [
        ("career-guidance", "Career guidance", "Berufliche Orientierung"),
        ("code-review", "Code review", "Code-Durchsicht"),
        ("interview-prep", "Interview prep", "Vorstellungsgespräche"), ("job-search", "Job search", "Stellensuche"),
        ("skill-building", "Skill building", "Fachwissen aufbauen"),
      ]
    ),
    (
      .subject,
      [
        ("career-plan", "Career plan", "Berufsplan"), ("mock-interview", "Mock interview", "Probegespräch"),
        ("pairing", "Pairing", "Gemeinsam programmieren"), ("portfolio", "Portfolio", "Portfolio"),
        ("something-else", "Something else", "Etwas anderes"),
      ]
    ),
  ]
  return names.map { kind, terms in (kind, terms.map { ($0.slug, language == .de ? $0.de : $0.en) }) }
}
