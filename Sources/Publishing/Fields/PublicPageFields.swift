import Markup

/// The page `home` of Templates/README.md.
public struct HomePageFields: TemplateFields {
  public static let scope = Scope<HomePageFields>("home")
  public let foreign = ForeignGroup<HomePageFields>()
  public let common = CommonGroup<HomePageFields>()
  public let emptyState = EmptyStateGroup<HomePageFields>()
  public let zoneChoice = ZoneChoiceGroup<HomePageFields>()
  public let heading = TextField<HomePageFields>("heading", "the first line")
  public let introHtml = HTMLField<HomePageFields>("intro_html", "`content/_index.md`")
  public let mentorsUrl = URLField<HomePageFields>("mentors_url", "directory")
  public let sessionTypesUrl = URLField<HomePageFields>("session_types_url", "comparison of session types")
  public let hasNumbers = FlagField<HomePageFields>("has_numbers", "`numbers` has entries")
  public let numbers = ListField<HomePageFields, RowFields>("numbers", "mentors, topics, open slots …")
  public let hasOpenings = FlagField<HomePageFields>("has_openings", "`openings` has entries")
  public let openings = ListField<HomePageFields, OpeningFields>("openings", "next openings, one a mentor")
  public let hasTopics = FlagField<HomePageFields>("has_topics", "`topics` has entries")
  public let topics = ListField<HomePageFields, EntryFields>("topics", "topics with mentors")
  public let topicsUrl = URLField<HomePageFields>("topics_url", "all topics")
  public let hasNews = FlagField<HomePageFields>("has_news", "`posts` has entries")
  public let posts = ListField<HomePageFields, PostFields>("posts", "newest first")
  public let newsUrl = URLField<HomePageFields>("news_url", "all news")
  public let hasDates = FlagField<HomePageFields>("has_dates", "the programme's calendar has something ahead")
  public let dates = ListField<HomePageFields, DateFields>("dates", "the next five events and closed dates")
  public let calendar = ObjectField<HomePageFields, SubscriptionFields>("calendar", "the programme's calendar")
  public init() {}
}

/// The page `mentors` of Templates/README.md.
public struct MentorsPageFields: TemplateFields {
  public static let scope = Scope<MentorsPageFields>("mentors")
  public let common = CommonGroup<MentorsPageFields>()
  public let emptyState = EmptyStateGroup<MentorsPageFields>()
  public let pages = PagesGroup<MentorsPageFields>()
  public let zoneChoice = ZoneChoiceGroup<MentorsPageFields>()
  public let heading = TextField<MentorsPageFields>("heading", "\"Mentors\", \"Mentors: A\" …")
  public let hasMentors = FlagField<MentorsPageFields>("has_mentors", "`mentors` has entries")
  public let mentors = ListField<MentorsPageFields, MentorCardFields>("mentors", "in rating order")
  public let indexUrl = URLField<MentorsPageFields>(
    "index_url", "`/mentors/index.json` when the list is paged, else empty")
  public let countText = TextField<MentorsPageFields>("count_text", "\"42 mentors\"")
  public let topicOptions = ListField<MentorsPageFields, OptionFields>("topic_options", "topics to filter by")
  public let languageOptions = ListField<MentorsPageFields, OptionFields>("language_options", "languages to filter by")
  public let dayOptions = ListField<MentorsPageFields, OptionFields>("day_options", "weekdays to filter by")
  public let facets = ListField<MentorsPageFields, FacetFields>(
    "facets", "links to A–Z and facet pages, for readers without script")
  public init() {}
}

/// The page `mentor` of Templates/README.md.
public struct MentorPageFields: TemplateFields {
  public static let scope = Scope<MentorPageFields>("mentor")
  public let bioLanguage = ForeignGroup<MentorPageFields>()
  public let common = CommonGroup<MentorPageFields>()
  public let face = FaceGroup<MentorPageFields>()
  public let stars = StarsGroup<MentorPageFields>()
  public let emptyState = EmptyStateGroup<MentorPageFields>()
  public let zoneChoice = ZoneChoiceGroup<MentorPageFields>()
  public let slug = TextField<MentorPageFields>("slug", "the mentor's slug")
  public let sessionsText = TextField<MentorPageFields>("sessions_text", "\"38 sessions\"; may be empty")
  public let ratingNote = TextField<MentorPageFields>(
    "rating_note", "where there is no rating: \"No rating yet\", \"Rating from 3 reviews on\"")
  public let full = FlagField<MentorPageFields>("full", "Fully Booked")
  public let fullText = TextField<MentorPageFields>("full_text", "what to do when she is fully booked")
  public let actUrl = URLField<MentorPageFields>("act_url", "connection request, or how to book where none is needed")
  public let actLabel = TextField<MentorPageFields>("act_label", "\"Request Connection\", \"How to book\"")
  public let howTitle = TextField<MentorPageFields>("how_title", "\"How to connect\", \"How to book\"")
  public let steps = ListField<MentorPageFields, LineFields>("steps", "how a student comes to a session")
  public let joinText = TextField<MentorPageFields>("join_text", "what somebody who is not registered does")
  public let joinUrl = URLField<MentorPageFields>("join_url", "`mailto:` of the programme; may be empty")
  public let joinAddress = TextField<MentorPageFields>("join_address", "its address")
  public let bioHtml = HTMLField<MentorPageFields>("bio_html", "from Markdown")
  public let facts = ListField<MentorPageFields, RowFields>(
    "facts", "company, experience, languages, answers within …")
  public let topics = ListField<MentorPageFields, EntryFields>("topics", "what she knows")
  public let hasSubjects = FlagField<MentorPageFields>("has_subjects", "`subjects` has entries")
  public let subjects = ListField<MentorPageFields, EntryFields>("subjects", "what sessions with her are about")
  public let hasLinks = FlagField<MentorPageFields>("has_links", "`links` has entries")
  public let links = ListField<MentorPageFields, OutwardFields>("links", "her own pages")
  public let prices = ListField<MentorPageFields, PriceFields>("prices", "one a length")
  public let priced = FlagField<MentorPageFields>("priced", "the mentor names a rate")
  public let priceNote = TextField<MentorPageFields>("price_note", "how prices are rounded; may be empty")
  public let openingsText = TextField<MentorPageFields>("openings_text", "\"38 openings until 18 December 2026\"")
  public let hasOpenings = FlagField<MentorPageFields>("has_openings", "there is at least one")
  public let horizon = ListField<MentorPageFields, HorizonDayFields>("horizon", "every day of the horizon")
  public let days = ListField<MentorPageFields, SlotDayFields>("days", "days with openings")
  public let hasWeeks = FlagField<MentorPageFields>("has_weeks", "`weeks` has entries")
  public let weeks = ListField<MentorPageFields, LinkFields>("weeks", "week grids")
  public let hasReviews = FlagField<MentorPageFields>("has_reviews", "`reviews` has entries")
  public let reviews = ListField<MentorPageFields, ReviewFields>("reviews", "newest first")
  public let calendar = ObjectField<MentorPageFields, SubscriptionFields>("calendar", "her open times")
  public let subscriptions = ListField<MentorPageFields, LinkFields>("subscriptions", "free/busy, hours, Atom, data")
  public init() {}
}

/// The page `mentor-week` of Templates/README.md.
public struct MentorWeekPageFields: TemplateFields {
  public static let scope = Scope<MentorWeekPageFields>("mentor-week")
  public let common = CommonGroup<MentorWeekPageFields>()
  public let zoneChoice = ZoneChoiceGroup<MentorWeekPageFields>()
  public let week = WeekGroup<MentorWeekPageFields>()
  public let mentorUrl = URLField<MentorWeekPageFields>("mentor_url", "profile")
  public let name = TextField<MentorWeekPageFields>("name", "the mentor")
  public let heading = TextField<MentorWeekPageFields>("heading", "\"Ada Okafor, week 48\"")
  public let openingsText = TextField<MentorWeekPageFields>("openings_text", "\"12 openings this week\"")
  public let days = ListField<MentorWeekPageFields, WeekDayFields>("days", "seven days")
  public let rows = ListField<MentorWeekPageFields, WeekRowFields>("rows", "times of day")
  public let full = FlagField<MentorWeekPageFields>("full", "Fully Booked")
  public let actUrl = URLField<MentorWeekPageFields>("act_url", "as on the profile")
  public let actLabel = TextField<MentorWeekPageFields>("act_label", "as on the profile")
  public init() {}
}

/// The page `mentor-connect` of Templates/README.md.
public struct MentorConnectPageFields: TemplateFields {
  public static let scope = Scope<MentorConnectPageFields>("mentor-connect")
  public let common = CommonGroup<MentorConnectPageFields>()
  public let face = FaceGroup<MentorConnectPageFields>()
  public let mentorUrl = URLField<MentorConnectPageFields>("mentor_url", "profile")
  public let heading = TextField<MentorConnectPageFields>("heading", "\"Connect with Ada Okafor\"")
  public let full = FlagField<MentorConnectPageFields>("full", "Fully Booked: no form is shown")
  public let connect = ObjectField<MentorConnectPageFields, ConnectFields>("connect", "the ways to ask")
  public init() {}
}

/// The page `topics` of Templates/README.md.
public struct TopicsPageFields: TemplateFields {
  public static let scope = Scope<TopicsPageFields>("topics")
  public let common = CommonGroup<TopicsPageFields>()
  public let emptyState = EmptyStateGroup<TopicsPageFields>()
  public let heading = TextField<TopicsPageFields>("heading", "\"Topics\" or \"Subjects\"")
  public let hasEntries = FlagField<TopicsPageFields>("has_entries", "`entries` has entries")
  public let entries = ListField<TopicsPageFields, EntryFields>("entries", "by name")
  public let otherUrl = URLField<TopicsPageFields>(
    "other_url", "from topics to subjects and back; empty without subjects")
  public let otherLabel = TextField<TopicsPageFields>("other_label", "its words")
  public init() {}
}

/// The page `topic` of Templates/README.md.
public struct TopicPageFields: TemplateFields {
  public static let scope = Scope<TopicPageFields>("topic")
  public let common = CommonGroup<TopicPageFields>()
  public let emptyState = EmptyStateGroup<TopicPageFields>()
  public let pages = PagesGroup<TopicPageFields>()
  public let zoneChoice = ZoneChoiceGroup<TopicPageFields>()
  public let upUrl = URLField<TopicPageFields>("up_url", "all topics or subjects")
  public let upLabel = TextField<TopicPageFields>("up_label", "its words")
  public let heading = TextField<TopicPageFields>("heading", "the topic")
  public let countText = TextField<TopicPageFields>("count_text", "\"7 mentors\"")
  public let hasMentors = FlagField<TopicPageFields>("has_mentors", "`mentors` has entries")
  public let mentors = ListField<TopicPageFields, MentorCardFields>("mentors", "in rating order")
  public init() {}
}

/// The page `session-types` of Templates/README.md.
public struct SessionTypesPageFields: TemplateFields {
  public static let scope = Scope<SessionTypesPageFields>("session-types")
  public let foreign = ForeignGroup<SessionTypesPageFields>()
  public let common = CommonGroup<SessionTypesPageFields>()
  public let heading = TextField<SessionTypesPageFields>("heading", "\"Session types\"")
  public let lead = TextField<SessionTypesPageFields>("lead", "may be empty")
  public let types = ListField<SessionTypesPageFields, SessionTypeFields>("types", "the columns")
  public let rows = ListField<SessionTypesPageFields, FeatureFields>("rows", "the rows")
  public let messages = TextField<SessionTypesPageFields>(
    "messages", "how messages between sessions differ from chat sessions")
  public let hasOffers = FlagField<SessionTypesPageFields>("has_offers", "`offers` has entries")
  public let offers = ListField<SessionTypesPageFields, OfferFields>(
    "offers", "sessions that the programme offers by name")
  public let bodyHtml = HTMLField<SessionTypesPageFields>("body_html", "the organiser's own words")
  public init() {}
}

/// The page `page` of Templates/README.md.
public struct PagePageFields: TemplateFields {
  public static let scope = Scope<PagePageFields>("page")
  public let foreign = ForeignGroup<PagePageFields>()
  public let common = CommonGroup<PagePageFields>()
  public let upUrl = URLField<PagePageFields>("up_url", "the page above; may be empty")
  public let upLabel = TextField<PagePageFields>("up_label", "its title")
  public let heading = TextField<PagePageFields>("heading", "title")
  public let date = TextField<PagePageFields>("date", "`2026-11-20`; empty = not dated")
  public let dateText = TextField<PagePageFields>("date_text", "the same in words")
  public let event = ObjectField<PagePageFields, DateFields>("event", "what the page invites to; nothing = no event")
  public let calendar = ObjectField<PagePageFields, SubscriptionFields>(
    "calendar", "the programme's calendar, on pages with an event")
  public let hasContents = FlagField<PagePageFields>("has_contents", "`contents` has entries")
  public let contents = ListField<PagePageFields, LinkFields>("contents", "headings of the page")
  public let bodyHtml = HTMLField<PagePageFields>("body_html", "from Markdown")
  public let hasChildren = FlagField<PagePageFields>("has_children", "`children` has entries")
  public let children = ListField<PagePageFields, PostFields>("children", "pages below; `summary` is their description")
  public init() {}
}

/// The page `news` of Templates/README.md.
public struct NewsPageFields: TemplateFields {
  public static let scope = Scope<NewsPageFields>("news")
  public let common = CommonGroup<NewsPageFields>()
  public let emptyState = EmptyStateGroup<NewsPageFields>()
  public let pages = PagesGroup<NewsPageFields>()
  public let heading = TextField<NewsPageFields>("heading", "\"News\"")
  public let hasPosts = FlagField<NewsPageFields>("has_posts", "`posts` has entries")
  public let posts = ListField<NewsPageFields, PostFields>("posts", "newest first")
  public init() {}
}

/// The page `not-found` of Templates/README.md.
public struct NotFoundPageFields: TemplateFields {
  public static let scope = Scope<NotFoundPageFields>("not-found")
  public let common = CommonGroup<NotFoundPageFields>()
  public let mentorsUrl = URLField<NotFoundPageFields>("mentors_url", "directory")
  public init() {}
}

/// The page `private-index` of Templates/README.md.
public struct PrivateIndexPageFields: TemplateFields {
  public static let scope = Scope<PrivateIndexPageFields>("private-index")
  public let lang = TextField<PrivateIndexPageFields>("lang", "language")
  public let dir = TextField<PrivateIndexPageFields>("dir", "`ltr` or `rtl`")
  public let cssUrl = URLField<PrivateIndexPageFields>("css_url", "stylesheet")
  public let accentUrl = URLField<PrivateIndexPageFields>("accent_url", "accent stylesheet")
  public init() {}
}

/// The page `redirect` of Templates/README.md.
public struct RedirectPageFields: TemplateFields {
  public static let scope = Scope<RedirectPageFields>("redirect")
  public let lang = TextField<RedirectPageFields>("lang", "language")
  public let dir = TextField<RedirectPageFields>("dir", "`ltr` or `rtl`")
  public let cssUrl = URLField<RedirectPageFields>("css_url", "stylesheet")
  public let accentUrl = URLField<RedirectPageFields>("accent_url", "accent stylesheet")
  public let canonical = URLField<RedirectPageFields>(
    "canonical", "absolute address of the target; empty without `base_url`")
  public let targetUrl = URLField<RedirectPageFields>("target_url", "where the page went")
  public init() {}
}
