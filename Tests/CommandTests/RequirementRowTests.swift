import Foundation
import Testing

/// Which test proves which row of the inventory of requirements (S0-1 to S4-20): every row that a command, or the record
/// by itself, has to keep. Rows of pages, mails and calendars alone are not here.
///
/// The mark stands at the test too (`// Row S0-5.`), so that whoever changes the test knows what it is for.
@Suite struct RequirementRowTests {
  /// Row, test, and what of the row is not there yet.
  static let rows: [(row: String, test: String, missing: String)] = [
    ("S0-3", "theMessageHasOneToTwoThousandCharacters", ""),
    ("S0-4", "aConnectionNeedsAGoal", ""),
    ("S0-5", "aPairHasOneConnectionThatBeginsAsPendingAndNobodyOneWithHerself", ""),
    ("S0-7", "aPendingRequestIsShownAndWaitsOnTheMentorsDesk", ""),
    ("S0-7", "aDeclinedRequestIsFinalUntilTheOrganiserReopensIt", ""),
    ("S0-9", "withoutAConnectionThereIsNoSession", ""),
    ("S0-9", "aNewStudentIsOfferedTheRequestAndCannotBook", ""),
    ("S0-10", "aNewStudentIsOfferedTheRequestAndCannotBook", ""),
    ("S0-10", "anAcceptedConnectionOpensTheBookingPage", ""),
    ("S0-12", "aBookingStandsOnBothPagesAndInBothFeeds", ""),
    ("S0-15", "aStalePageIsRefusedAndTheNewOneIsTaken", "pages are as fresh as the last build"),
    ("S0-17", "aTypeHasItsLink", ""),
    ("S0-18", "aTypeHasItsLink", ""),
    ("S0-19", "aTypeHasItsLink", ""),
    ("S0-4", "theGoalsOfSiteYamlAreTheProgrammes", ""),
    ("S0-20", "anOfferIsBookedAndShownFromOneTable", ""),
    ("S0-20", "anOfferOfSiteYamlIsShownAndBooked", ""),
    ("S0-22", "aNewStudentIsOfferedTheRequestAndCannotBook", ""),
    ("S0-22", "aPendingRequestIsShownAndWaitsOnTheMentorsDesk", ""),
    ("S0-22", "anAcceptedConnectionOpensTheBookingPage", ""),
    ("S0-22", "aDeclinedRequestIsFinalUntilTheOrganiserReopensIt", ""),
    ("S1-1", "theEightCallsOfTheSessionInterfaceAreVerbs", ""),
    ("S1-2", "aTakenTimeIsBookedForOthersAndOffersTheNearest", ""),
    ("S1-3", "aMentorIsNeverBookedTwice", ""),
    ("S1-3", "aStudentIsNeverBookedTwice", ""),
    ("S1-3", "ofEightWhoBookOneTimeExactlyOneWins", ""),
    ("S1-3", "whatTheMentorsOwnCalendarTookMeanwhileIsNotApproved", ""),
    ("S1-4", "listsHoldRequestsAndSessionsWithTheirFields", ""),
    ("S1-5", "cancellingEndsTwoHoursBeforeButForTheMentor", ""),
    ("S1-5", "aCancelledSessionSaysByWhomAndWhyAndFreesItsTime", ""),
    ("S1-6", "aMovedSessionKeepsItsNameAndRoom", ""),
    ("S1-7", "aCompletedSessionStandsInThePastWithItsNotesAndIsReviewed", ""),
    ("S1-8", "theEightCallsOfTheSessionInterfaceAreVerbs", ""),
    ("S1-9", "withoutAConnectionThereIsNoSession", ""),
    ("S1-10", "aRoomsNameFollowsTheTemplateAndStays", ""),
    ("S1-11", "totalsRatingsAndStudentsAreCountedFromTheRows", ""),
    ("S1-12", "aFormThatCannotBeIsRefusedWithItsRule", ""),
    ("S1-13", "cancellingInsideTheNoticeIsLateAndNeverTheStudents", ""),
    ("S1-14", "aVerbIsSpokenByTheOneWhoMay", ""),
    ("S1-15", "theEightCallsOfTheSessionInterfaceAreVerbs", ""),
    ("S1-20", "whatHappensToASessionIsToldToBothUnderOneName", "as fresh as the last build"),
    ("S1-23", "aFormThatCannotBeIsRefusedWithItsRule", ""),
    ("S1-24", "aMentorWithoutHoursHasTheProgrammesInHalfHours", ""),
    ("S1-25", "aTakenTimeIsBookedForOthersAndOffersTheNearest", ""),
    ("S1-28", "aFormThatCannotBeIsRefusedWithItsRule", ""),
    ("S1-28", "aTakenTimeIsBookedForOthersAndOffersTheNearest", ""),
    ("S1-30", "sessionsAndRequestsHaveEveryDescribedColumnInStrictTables", ""),
    ("S1-31", "onlyTheStatesThereAreCanBeStored", ""),
    ("S1-33", "comesTrue", ""),
    ("S1-35", "aCompletedSessionStandsInThePastWithItsNotesAndIsReviewed", ""),
    ("S1-36", "theEightCallsOfTheSessionInterfaceAreVerbs", ""),
    ("S1-36", "comesTrue", ""),
    ("S2-1", "sessionsAndRequestsHaveEveryDescribedColumnInStrictTables", ""),
    ("S2-2", "anApprovalCopiesEveryFieldOfTheRequestInOneStep", ""),
    ("S2-4", "outsideTheHoursIsAProposalWhereTheProgrammeSaysSo", ""),
    ("S2-4", "whereEachSessionIsConfirmedTheRequestIsAsked", ""),
    ("S2-5", "aRequestWaitsIsHeldAndIsApproved", ""),
    ("S2-5", "aDeclinedRequestSaysWhy", ""),
    ("S2-5", "whereEachSessionIsConfirmedTheRequestIsAsked", ""),
    ("S2-8", "theStudentRatesInPublicAndTheMentorForMentors", ""),
    ("S2-9", "anApprovalCopiesEveryFieldOfTheRequestInOneStep", ""),
    ("S2-9", "anApprovedVideoRequestNeedsARoomOrALink", ""),
    ("S2-9", "anApprovalMakesTheSessionWithAllThatWasAskedFor", ""),
    ("S2-10", "aPendingRequestIsNotRejectedWithoutAReason", ""),
    ("S2-10", "aDeclinedRequestSaysWhy", ""),
    ("S2-11", "anUnansweredRequestLapsesWithTheClock", ""),
    ("S2-12", "roomsAreMadeOfTheirCharactersAlikeAndNeverTwice", ""),
    ("S2-12", "noTwoSessionsShareARoom", ""),
    ("S2-17", "aMentorIsListedAndAskedForFromTheMarkOn", ""),
    ("S2-18", "aVerbIsSpokenByTheOneWhoMay", ""),
    ("S2-18", "nothingPrivateStandsInPublicFiles", ""),
    ("S2-19", "severalRequestsAreAnsweredAtOnce", ""),
    ("S2-20", "aProgrammeWithoutMentorsOrSubjectsSaysSo", ""),
    (
      "S2-21", "verifyFindsATriggerThatSomebodyDropped",
      "almanac doctor is not there; db verify looks at schema, triggers and rows"
    ),
    ("S2-23", "aSeriesBooksWhatIsOpenAndTellsWhatIsNot", ""),
    ("S2-23", "aStudentsSeriesIsOneWishOfTheHour", ""),
    ("S2-25", "comesTrue", ""),
    ("S2-26", "theBestSlotsComeFirstWithTheirReasons", ""),
    ("S2-27", "severalRequestsAreAnsweredAtOnce", ""),
    ("S2-27", "allThatCanBeApprovedIsAndTheRestIsNamed", ""),
    ("S2-27", "bothWriteNotesToPrepareASession", ""),
    ("S2-28", "creditsAreOnlyAddedTo", ""),
    ("S2-28", "aLedgerIsAddedToListedAndExported", ""),
    ("S2-29", "aRecordingIsLinkedOnlyWithConsent", ""),
    ("S2-29", "aRecordingGoesWhenItsTimeIsOver", "no page shows the link yet"),
    ("S2-29", "aRecordingNeedsTheConsentOfBoth", ""),
    ("S2-30", "initMakesAProgrammeThatBuildsAndKeepsWhatIsThere", ""),
    ("S2-30", "aMigrationThatFailsLeavesTheOldRecord", ""),
    ("S2-3", "aStudentBooksEveryMentorFromAPageOfTheirOwn", ""),
    ("S3-1", "aPrivateAddressIsGivenAnewAndTheOldOneEnds", "almanac link send is not there"),
    ("S3-2", "rolesFollowTheWords", ""),
    ("S3-2", "aChangedMembershipChangesTheRolesAndKeepsTheProfile", ""),
    ("S3-3", "importingTwiceChangesNothing", ""),
    ("S3-3", "aDryRunListsEverythingAndWritesNothing", ""),
    ("S3-4", "whoeverAppliesWaitsForTheOrganiser", ""),
    ("S3-4", "anApplicationReachesTheOrganisersAndItsAnswerTheMentor", ""),
    ("S3-7", "slotsFollowTheStoredHours", ""),
    ("S3-8", "aDateReplacesOrAddsToTheWeek", ""),
    ("S3-8", "aDateWithoutHoursIsClosedAndOneWithHoursReplacesTheWeek", ""),
    ("S3-9", "hoursAreEitherWeeklyOrOfOneDate", ""),
    ("S3-9", "overnightHoursMidnightAndClosedDatesAreLegal", ""),
    ("S3-10", "aRequestWaitsIsHeldAndIsApproved", ""),
    ("S3-11", "anOwnLinkTakesThePlaceOfTheRoom", ""),
    ("S3-11", "aLinkLeadsToAnAllowedHostAsBrowsersReadIt", ""),
    ("S3-12", "aProfileIsWrittenByCommandAndStandsOnItsPage", "no command names a photo; the mentor's file does"),
    ("S3-16", "otherLengthsAreRefusedAndTheOfferedToldOf", ""),
    ("S3-16", "aStudentBooksEveryMentorFromAPageOfTheirOwn", ""),
    ("S3-18", "aPersonsRoleFollowsFromTheFlags", ""),
    ("S3-19", "totalsRatingsAndStudentsAreCountedFromTheRows", ""),
    ("S3-20", "sessionsAndRequestsHaveEveryDescribedColumnInStrictTables", ""),
    ("S3-21", "aStalePageIsRefusedAndTheNewOneIsTaken", ""),
    ("S3-21", "aStaleVersionIsRefused", ""),
    ("S3-21", "noFlagIsOverheard", ""),
    ("S3-22", "ofEightWhoBookOneTimeExactlyOneWins", ""),
    ("S3-23", "theFourthRequestOfAnHourIsRefusedByWhenItCame", ""),
    ("S3-23", "theFourthRequestWithinAnHourIsRefused", ""),
    ("S3-23", "aStudentsSeriesIsOneWishOfTheHour", ""),
    ("S3-24", "onlyOrganisersMakeAndApproveMentorsAndPeople", ""),
    ("S3-24", "aBookingLivesByItsTable", ""),
    ("S3-25", "anUnapprovedMentorIsNeitherListedNorBooked", ""),
    ("S3-25", "anApplicationReachesTheOrganisersAndItsAnswerTheMentor", ""),
    ("S3-27", "aMentorsDocumentHoldsWhatHerPageShows", ""),
    ("S3-27", "listsHoldRequestsAndSessionsWithTheirFields", ""),
    ("S3-15", "aStudentBooksEveryMentorFromAPageOfTheirOwn", ""),
    ("S3-17", "whereEachSessionIsConfirmedTheRequestIsAsked", ""),
    ("S4-1", "totalsRatingsAndStudentsAreCountedFromTheRows", ""),
    ("S4-2", "rolesAreGivenWithAPerson", ""),
    ("S4-4", "anApprovalCopiesEveryFieldOfTheRequestInOneStep", ""),
    ("S4-4", "aStudentBooksEveryMentorFromAPageOfTheirOwn", ""),
    ("S4-5", "aProfileIsWrittenByCommandAndStandsOnItsPage", ""),
    ("S4-5", "aPriceIsRoundedHalfUp", ""),
    ("S4-6", "aRequestWaitsIsHeldAndIsApproved", ""),
    ("S4-12", "aCompletedSessionStandsInThePastWithItsNotesAndIsReviewed", ""),
    ("S4-13", "sessionsAndRequestsHaveEveryDescribedColumnInStrictTables", ""),
    ("S4-14", "totalsRatingsAndStudentsAreCountedFromTheRows", ""),
    ("S4-14", "myStudentsAreThoseWhoHadASession", ""),
    ("S4-15", "aVerbIsSpokenByTheOneWhoMay", ""),
    ("S4-16", "theEightCallsOfTheSessionInterfaceAreVerbs", ""),
    ("S4-16", "listsHoldRequestsAndSessionsWithTheirFields", ""),
    ("S4-18", "comesTrue", "reminders are alarms in feeds; none is mailed"),
    ("S4-19", "theStudentsPageAndTheMeetingPageLeadToThePayment", ""),
    ("S4-19", "aRecordingIsLinkedOnlyWithConsent", ""),
    ("S4-20", "aProgrammeWithoutMentorsOrSubjectsSaysSo", "almanac doctor is not there"),
    ("S4-10", "myStudentsAreThoseWhoHadASession", ""),
  ]

  /// The lines of every source of the tests, but of this table.
  private static let sources: [[String]] = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let names = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") && !$0.hasSuffix("RequirementRowTests.swift") }.sorted().compactMap {
      try? String(contentsOf: tests.appendingPathComponent($0), encoding: .utf8).components(separatedBy: "\n")
    }
  }()

  /// The rows that stand in the mark above each test.
  private static let marks: [String: Set<String>] = {
    var marks: [String: Set<String>] = [:]
    for lines in sources {
      var mark: Set<String> = []
      for line in lines {
        let text = line.trimmingCharacters(in: .whitespaces)
        if text.hasPrefix("// Row") { mark = Set(text.matches(of: /S[0-4]-[0-9]+/).map { String($0.0) }) }
        guard !mark.isEmpty, let name = text.firstMatch(of: /func (\w+)\(/)?.1 else { continue }
        marks[String(name)] = mark
        mark = []
      }
    }
    return marks
  }()

  @Test func everyRowOfTheTableStandsAtItsTest() {
    #expect(Self.sources.count > 60)
    for (row, test, _) in Self.rows { #expect(Self.marks[test]?.contains(row) == true, "\(row) at \(test)") }
  }

  @Test func everyMarkStandsInTheTable() {
    for (test, rows) in Self.marks {
      for row in rows {
        #expect(Self.rows.contains { $0.row == row && $0.test == test }, "\(row) at \(test)")
      }
    }
  }

  @Test func noRowOfTheTableIsMeantTwice() {
    let pairs = Self.rows.map { "\($0.row) \($0.test)" }
    #expect(Set(pairs).count == pairs.count)
    #expect(Set(Self.rows.map(\.row)).count > 60)
  }
}
