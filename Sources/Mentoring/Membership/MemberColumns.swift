/// The meaning of a column in a member list.
public enum MemberColumn: String, Hashable, Sendable, CaseIterable {
  case email, name
  case firstName = "first_name"
  case lastName = "last_name"
  case membership = "membershiptype"
  case zone, language
  // For mentors only.
  case headline, company
  case jobTitle = "job_title"
  case years, bio, topics, subjects, languages, links, rate, currency, hours

  /// The columns that belong to a mentor's profile.
  public static let profile: [MemberColumn] = [
    .headline, .company, .jobTitle, .years, .bio, .topics, .subjects, .languages, .links, .rate, .currency, .hours,
  ]
}

/// The meaning of a column name in English, German or French. Case, accents, spaces and punctuation are ignored. Nil =
/// unknown.
///
/// The French `Nom` is a last name; ``readMemberList`` treats it as the whole name if there is no first name.
func memberColumn(named text: String) -> MemberColumn? {
  let word = foldedLatin(text, .plain).utf8.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
  return columnNames[String(decoding: word, as: UTF8.self)]
}

private let columnNames: [String: MemberColumn] = {
  let lines: [(MemberColumn, String)] = [
    (
      .email,
      """
      email emailaddress mail mailaddress emailadresse mailadresse adresseemail adressemail adresseelectronique courriel
      adressecourriel mel primaryemail email1value emailprimary emails
      """
    ),
    (.name, "name fullname displayname vollername vollstandigername anzeigename nomcomplet membername person"),
    (.firstName, "firstname givenname forename first vorname rufname prenom"),
    (.lastName, "lastname surname familyname last nachname familienname zuname nom nomdefamille"),
    (
      .membership,
      """
      membershiptype membership membertype membershiplevel role roles rolle rollen mitgliedschaft mitgliedsart mitgliedstyp
      mitgliedschaftsart mitgliedschaftstyp artdermitgliedschaft adhesion typedadhesion typedemembre typeadhesion
      categoriedemembre
      """
    ),
    (.zone, "zone timezone tz timezonename ianatimezone ianazone zeitzone fuseauhoraire fuseau"),
    (.language, "language lang preferredlanguage sprache bevorzugtesprache langue langueprefere locale"),
    (.headline, "headline tagline slogan kurzbeschreibung accroche"),
    (.company, "company organisation organization employer firma unternehmen arbeitgeber entreprise societe employeur"),
    (.jobTitle, "jobtitle job position occupation beruf berufsbezeichnung stelle poste fonction profession metier"),
    (
      .years,
      """
      years yearsofexperience experienceyears berufsjahre jahre jahreberufserfahrung berufserfahrung anneesdexperience annees
      """
    ),
    (.bio, "bio biography about aboutme ubermich beschreibung biographie apropos presentation"),
    (.topics, "topics topic expertise skills themen thema kompetenzen fachgebiete competences themes"),
    (.subjects, "subjects subject sessionsubjects sitzungsthemen sujets"),
    (.languages, "languages spokenlanguages sprachen languesparlees langues"),
    (.links, "links link website url homepage linkedin webseite websites siteweb lien liens"),
    (.rate, "rate hourlyrate stundensatz honorar tarif tarifhoraire"),
    (.currency, "currency wahrung devise monnaie"),
    (.hours, "hours availability weeklyhours sprechzeiten verfugbarkeit zeiten horaires disponibilites heures"),
  ]
  var all: [String: MemberColumn] = [:]
  for (column, names) in lines {
    for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) { all[String(name)] = column }
  }
  return all
}()
