import Markup

extension Theme {
  /// The scopes of all kinds of pages, each named like its template.
  static let pageScopes: [ScopeDeclaration] = [
    HomePageFields.scope.declaration, MentorsPageFields.scope.declaration, MentorPageFields.scope.declaration,
    MentorWeekPageFields.scope.declaration, MentorConnectPageFields.scope.declaration,
    TopicsPageFields.scope.declaration,
    TopicPageFields.scope.declaration, SessionTypesPageFields.scope.declaration, PagePageFields.scope.declaration,
    NewsPageFields.scope.declaration, NotFoundPageFields.scope.declaration, PrivateIndexPageFields.scope.declaration,
    RedirectPageFields.scope.declaration, PersonHomePageFields.scope.declaration,
    PersonConnectionsPageFields.scope.declaration, PersonMentorsPageFields.scope.declaration,
    PersonSessionsPageFields.scope.declaration, PersonRequestsPageFields.scope.declaration,
    PersonBookPageFields.scope.declaration, PersonDashboardPageFields.scope.declaration,
    PersonStudentsPageFields.scope.declaration, PersonSchedulePageFields.scope.declaration,
    PersonAvailabilityPageFields.scope.declaration, PersonProfilePageFields.scope.declaration,
    MeetingPageFields.scope.declaration, OrganiserPageFields.scope.declaration,
  ]
}
