import Markup

/// The page `home` of Templates/README.md.
package struct HomePageFields: TemplateFields {
  package static let scope = Scope<HomePageFields>("home")
  package let common = CommonGroup<HomePageFields>()
  package let emptyState = EmptyStateGroup<HomePageFields>()
  package let zoneChoice = ZoneChoiceGroup<HomePageFields>()
  package let heading = TextField<HomePageFields>("heading", "the first line")
  package let introHtml = HTMLField<HomePageFields>("intro_html", "`content/_index.md`")
  package let mentorsUrl = URLField<HomePageFields>("mentors_url", "directory")
  package let sessionTypesUrl = URLField<HomePageFields>("session_types_url", "comparison of session types")
  package let hasNumbers = FlagField<HomePageFields>("has_numbers", "`numbers` has entries")
  package let numbers = ListField<HomePageFields, RowFields>("numbers", "mentors, topics, open slots …")
  package let hasOpenings = FlagField<HomePageFields>("has_openings", "`openings` has entries")
  package let openings = ListField<HomePageFields, OpeningFields>("openings", "next openings, one a mentor")
  package let hasTopics = FlagField<HomePageFields>("has_topics", "`topics` has entries")
  package let topics = ListField<HomePageFields, EntryFields>("topics", "topics with mentors")
  package let topicsUrl = URLField<HomePageFields>("topics_url", "all topics")
  package let hasNews = FlagField<HomePageFields>("has_news", "`posts` has entries")
  package let posts = ListField<HomePageFields, PostFields>("posts", "newest first")
  package let newsUrl = URLField<HomePageFields>("news_url", "all news")
  package init() {}
}

/// The page `mentors` of Templates/README.md.
package struct MentorsPageFields: TemplateFields {
  package static let scope = Scope<MentorsPageFields>("mentors")
  package let common = CommonGroup<MentorsPageFields>()
  package let emptyState = EmptyStateGroup<MentorsPageFields>()
  package let pages = PagesGroup<MentorsPageFields>()
  package let zoneChoice = ZoneChoiceGroup<MentorsPageFields>()
  package let heading = TextField<MentorsPageFields>("heading", "\"Mentors\", \"Mentors: A\" …")
  package let lead = TextField<MentorsPageFields>("lead", "may be empty")
  package let hasMentors = FlagField<MentorsPageFields>("has_mentors", "`mentors` has entries")
  package let mentors = ListField<MentorsPageFields, MentorCardFields>("mentors", "in rating order")
  package let indexUrl = URLField<MentorsPageFields>(
    "index_url", "`/mentors/index.json` when the list is paged, else empty")
  package let countText = TextField<MentorsPageFields>("count_text", "\"42 mentors\"")
  package let topicOptions = ListField<MentorsPageFields, OptionFields>("topic_options", "topics to filter by")
  package let languageOptions = ListField<MentorsPageFields, OptionFields>("language_options", "languages to filter by")
  package let dayOptions = ListField<MentorsPageFields, OptionFields>("day_options", "weekdays to filter by")
  package let facets = ListField<MentorsPageFields, FacetFields>(
    "facets", "links to A–Z and facet pages, for readers without script")
  package init() {}
}

/// The page `mentor` of Templates/README.md.
package struct MentorPageFields: TemplateFields {
  package static let scope = Scope<MentorPageFields>("mentor")
  package let common = CommonGroup<MentorPageFields>()
  package let face = FaceGroup<MentorPageFields>()
  package let stars = StarsGroup<MentorPageFields>()
  package let emptyState = EmptyStateGroup<MentorPageFields>()
  package let zoneChoice = ZoneChoiceGroup<MentorPageFields>()
  package let slug = TextField<MentorPageFields>("slug", "the mentor's slug")
  package let sessionsText = TextField<MentorPageFields>("sessions_text", "\"38 sessions\"; may be empty")
  package let full = FlagField<MentorPageFields>("full", "Fully Booked")
  package let connectUrl = URLField<MentorPageFields>("connect_url", "connection request")
  package let bioHtml = HTMLField<MentorPageFields>("bio_html", "from Markdown")
  package let facts = ListField<MentorPageFields, RowFields>(
    "facts", "company, experience, languages, answers within …")
  package let topics = ListField<MentorPageFields, EntryFields>("topics", "what she knows")
  package let hasLinks = FlagField<MentorPageFields>("has_links", "`links` has entries")
  package let links = ListField<MentorPageFields, OutwardFields>("links", "her own pages")
  package let prices = ListField<MentorPageFields, PriceFields>("prices", "one a length")
  package let priceNote = TextField<MentorPageFields>("price_note", "how prices are rounded; may be empty")
  package let openingsText = TextField<MentorPageFields>("openings_text", "\"38 openings until 18 December 2026\"")
  package let hasOpenings = FlagField<MentorPageFields>("has_openings", "there is at least one")
  package let horizon = ListField<MentorPageFields, HorizonDayFields>("horizon", "every day of the horizon")
  package let days = ListField<MentorPageFields, SlotDayFields>("days", "days with openings")
  package let hasWeeks = FlagField<MentorPageFields>("has_weeks", "`weeks` has entries")
  package let weeks = ListField<MentorPageFields, LinkFields>("weeks", "week grids")
  package let hasReviews = FlagField<MentorPageFields>("has_reviews", "`reviews` has entries")
  package let reviews = ListField<MentorPageFields, ReviewFields>("reviews", "newest first")
  package let subscriptions = ListField<MentorPageFields, LinkFields>(
    "subscriptions", "calendar of open times, free/busy, Atom, data")
  package init() {}
}

/// The page `mentor-week` of Templates/README.md.
package struct MentorWeekPageFields: TemplateFields {
  package static let scope = Scope<MentorWeekPageFields>("mentor-week")
  package let common = CommonGroup<MentorWeekPageFields>()
  package let zoneChoice = ZoneChoiceGroup<MentorWeekPageFields>()
  package let week = WeekGroup<MentorWeekPageFields>()
  package let mentorUrl = URLField<MentorWeekPageFields>("mentor_url", "profile")
  package let name = TextField<MentorWeekPageFields>("name", "the mentor")
  package let heading = TextField<MentorWeekPageFields>("heading", "\"Ada Okafor, week 48\"")
  package let openingsText = TextField<MentorWeekPageFields>("openings_text", "\"12 openings this week\"")
  package let days = ListField<MentorWeekPageFields, WeekDayFields>("days", "seven days")
  package let rows = ListField<MentorWeekPageFields, WeekRowFields>("rows", "times of day")
  package let full = FlagField<MentorWeekPageFields>("full", "Fully Booked")
  package let connectUrl = URLField<MentorWeekPageFields>("connect_url", "connection request")
  package init() {}
}

/// The page `mentor-connect` of Templates/README.md.
package struct MentorConnectPageFields: TemplateFields {
  package static let scope = Scope<MentorConnectPageFields>("mentor-connect")
  package let common = CommonGroup<MentorConnectPageFields>()
  package let face = FaceGroup<MentorConnectPageFields>()
  package let mentorUrl = URLField<MentorConnectPageFields>("mentor_url", "profile")
  package let heading = TextField<MentorConnectPageFields>("heading", "\"Connect with Ada Okafor\"")
  package let full = FlagField<MentorConnectPageFields>("full", "Fully Booked: no form is shown")
  package let connect = ObjectField<MentorConnectPageFields, ConnectFields>("connect", "the ways to ask")
  package init() {}
}

/// The page `topics` of Templates/README.md.
package struct TopicsPageFields: TemplateFields {
  package static let scope = Scope<TopicsPageFields>("topics")
  package let common = CommonGroup<TopicsPageFields>()
  package let emptyState = EmptyStateGroup<TopicsPageFields>()
  package let heading = TextField<TopicsPageFields>("heading", "\"Topics\" or \"Subjects\"")
  package let lead = TextField<TopicsPageFields>("lead", "may be empty")
  package let hasEntries = FlagField<TopicsPageFields>("has_entries", "`entries` has entries")
  package let entries = ListField<TopicsPageFields, EntryFields>("entries", "by name")
  package init() {}
}

/// The page `topic` of Templates/README.md.
package struct TopicPageFields: TemplateFields {
  package static let scope = Scope<TopicPageFields>("topic")
  package let common = CommonGroup<TopicPageFields>()
  package let emptyState = EmptyStateGroup<TopicPageFields>()
  package let pages = PagesGroup<TopicPageFields>()
  package let zoneChoice = ZoneChoiceGroup<TopicPageFields>()
  package let upUrl = URLField<TopicPageFields>("up_url", "all topics or subjects")
  package let upLabel = TextField<TopicPageFields>("up_label", "its words")
  package let heading = TextField<TopicPageFields>("heading", "the topic")
  package let lead = TextField<TopicPageFields>("lead", "may be empty")
  package let countText = TextField<TopicPageFields>("count_text", "\"7 mentors\"")
  package let hasMentors = FlagField<TopicPageFields>("has_mentors", "`mentors` has entries")
  package let mentors = ListField<TopicPageFields, MentorCardFields>("mentors", "in rating order")
  package init() {}
}

/// The page `session-types` of Templates/README.md.
package struct SessionTypesPageFields: TemplateFields {
  package static let scope = Scope<SessionTypesPageFields>("session-types")
  package let common = CommonGroup<SessionTypesPageFields>()
  package let heading = TextField<SessionTypesPageFields>("heading", "\"Session types\"")
  package let lead = TextField<SessionTypesPageFields>("lead", "may be empty")
  package let types = ListField<SessionTypesPageFields, SessionTypeFields>("types", "the columns")
  package let rows = ListField<SessionTypesPageFields, FeatureFields>("rows", "the rows")
  package let hasOffers = FlagField<SessionTypesPageFields>("has_offers", "`offers` has entries")
  package let offers = ListField<SessionTypesPageFields, OfferFields>(
    "offers", "sessions that the programme offers by name")
  package let bodyHtml = HTMLField<SessionTypesPageFields>("body_html", "the organiser's own words")
  package init() {}
}

/// The page `page` of Templates/README.md.
package struct PagePageFields: TemplateFields {
  package static let scope = Scope<PagePageFields>("page")
  package let common = CommonGroup<PagePageFields>()
  package let upUrl = URLField<PagePageFields>("up_url", "the page above; may be empty")
  package let upLabel = TextField<PagePageFields>("up_label", "its title")
  package let heading = TextField<PagePageFields>("heading", "title")
  package let date = TextField<PagePageFields>("date", "`2026-11-20`; empty = not dated")
  package let dateText = TextField<PagePageFields>("date_text", "the same in words")
  package let hasContents = FlagField<PagePageFields>("has_contents", "`contents` has entries")
  package let contents = ListField<PagePageFields, LinkFields>("contents", "headings of the page")
  package let bodyHtml = HTMLField<PagePageFields>("body_html", "from Markdown")
  package let hasChildren = FlagField<PagePageFields>("has_children", "`children` has entries")
  package let children = ListField<PagePageFields, LinkFields>("children", "pages below")
  package init() {}
}

/// The page `news` of Templates/README.md.
package struct NewsPageFields: TemplateFields {
  package static let scope = Scope<NewsPageFields>("news")
  package let common = CommonGroup<NewsPageFields>()
  package let emptyState = EmptyStateGroup<NewsPageFields>()
  package let pages = PagesGroup<NewsPageFields>()
  package let heading = TextField<NewsPageFields>("heading", "\"News\"")
  package let hasPosts = FlagField<NewsPageFields>("has_posts", "`posts` has entries")
  package let posts = ListField<NewsPageFields, PostFields>("posts", "newest first")
  package init() {}
}

/// The page `not-found` of Templates/README.md.
package struct NotFoundPageFields: TemplateFields {
  package static let scope = Scope<NotFoundPageFields>("not-found")
  package let common = CommonGroup<NotFoundPageFields>()
  package let mentorsUrl = URLField<NotFoundPageFields>("mentors_url", "directory")
  package init() {}
}

/// The page `private-index` of Templates/README.md.
package struct PrivateIndexPageFields: TemplateFields {
  package static let scope = Scope<PrivateIndexPageFields>("private-index")
  package let lang = TextField<PrivateIndexPageFields>("lang", "language")
  package let dir = TextField<PrivateIndexPageFields>("dir", "`ltr` or `rtl`")
  package let cssUrl = URLField<PrivateIndexPageFields>("css_url", "stylesheet")
  package let accentUrl = URLField<PrivateIndexPageFields>("accent_url", "accent stylesheet")
  package init() {}
}

/// The page `redirect` of Templates/README.md.
package struct RedirectPageFields: TemplateFields {
  package static let scope = Scope<RedirectPageFields>("redirect")
  package let lang = TextField<RedirectPageFields>("lang", "language")
  package let dir = TextField<RedirectPageFields>("dir", "`ltr` or `rtl`")
  package let cssUrl = URLField<RedirectPageFields>("css_url", "stylesheet")
  package let accentUrl = URLField<RedirectPageFields>("accent_url", "accent stylesheet")
  package let canonical = URLField<RedirectPageFields>(
    "canonical", "absolute address of the target; empty without `base_url`")
  package let targetUrl = URLField<RedirectPageFields>("target_url", "where the page went")
  package init() {}
}
