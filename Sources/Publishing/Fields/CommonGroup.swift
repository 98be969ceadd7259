import Markup

/// Every template but `private-index` and `redirect` has it.
public struct CommonGroup<Owner: TemplateFields>: Sendable {
  public let root = URLField<Owner>("root", "relative prefix to the top of the site: empty, `../`, `../../` …")
  public let lang = TextField<Owner>("lang", "BCP 47 language of the page")
  public let dir = TextField<Owner>("dir", "`ltr` or `rtl`")
  public let audience = TextField<Owner>("audience", "`public`, `person`, `meeting` or `organiser`")
  public let buildJsonUrl = URLField<Owner>("build_json_url", "address of `/build.json`, read by the stale banner")
  public let staleAfter = TextField<Owner>("stale_after", "hours after which the banner shows; empty = never")
  public let csp = TextField<Owner>("csp", "Content-Security-Policy for hosts without headers; empty = left out")
  public let title = TextField<Owner>("title", "the page's title, without the site's")
  public let siteTitle = TextField<Owner>("site_title", "title of the programme")
  public let siteTagline = TextField<Owner>("site_tagline", "the programme's description, for the foot")
  public let taglineLang = TextField<Owner>(
    "tagline_lang", "BCP 47 language of `site_tagline`; empty where it is the page's")
  public let description = TextField<Owner>("description", "for search engines and cards")
  public let noindex = FlagField<Owner>("noindex", "tells robots to stay away")
  public let isPrivate = FlagField<Owner>("private", "a private page: no referrer, no OpenGraph")
  public let canonical = URLField<Owner>("canonical", "absolute address; empty without `base_url`")
  public let alternates = ListField<Owner, AlternateFields>(
    "alternates", "this page in each language of the site, `x-default` last; none in one language or without `base_url`"
  )
  public let ogLocale = TextField<Owner>("og_locale", "`de_DE`; empty where the site has one language")
  public let ogLocales = ListField<Owner, NamedFields>("og_locales", "the other languages that the page is in")
  public let languages = ListField<Owner, LanguageFields>(
    "languages", "the site's other languages; none where it has one, and on private pages")
  public let ogType = TextField<Owner>("og_type", "`website`, `profile` or `article`")
  public let ogImage = URLField<Owner>("og_image", "absolute address of the card picture")
  public let ogImageType = TextField<Owner>("og_image_type", "its media type")
  public let ogImageWidth = TextField<Owner>("og_image_width", "its width in pixels")
  public let ogImageHeight = TextField<Owner>("og_image_height", "its height in pixels")
  public let ogImageAlt = TextField<Owner>("og_image_alt", "what it shows")
  public let twitterCard = TextField<Owner>("twitter_card", "`summary` or `summary_large_image`")
  public let jsonLd = HTMLField<Owner>("json_ld", "the whole JSON-LD script element, or empty")
  public let atomUrl = URLField<Owner>("atom_url", "the Atom feed that belongs to the page")
  public let atomTitle = TextField<Owner>("atom_title", "its title")
  public let iconUrl = URLField<Owner>("icon_url", "`assets/icon.svg` with its hash")
  public let cssUrl = URLField<Owner>("css_url", "`assets/almanac.css` with its hash")
  public let accentUrl = URLField<Owner>("accent_url", "`assets/accent.css` with its hash")
  public let themeJsUrl = URLField<Owner>("theme_js_url", "`assets/theme.js` with its hash")
  public let jsUrl = URLField<Owner>("js_url", "`assets/almanac.js` with its hash")
  public let homeUrl = URLField<Owner>("home_url", "the site's first page")
  public let nav = ListField<Owner, LinkFields>("nav", "main navigation")
  public let footerNav = ListField<Owner, LinkFields>("footer_nav", "foot navigation")
  public let asOf = ObjectField<Owner, StampFields>("as_of", "the latest change of what the page shows")
  public let person = ObjectField<Owner, PersonFields>("person", "on a person's pages: whose they are")
  init() {}
}
