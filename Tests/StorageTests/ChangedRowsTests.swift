import Testing

@testable import Storage

@Suite struct ChangedRowsTests {
  @Test func eachRowIsNamedOnceWithItsLatestVersion() {
    var rows = ChangedRows()
    rows.add(ChangedRow(kind: "person", id: 1, version: 1))
    rows.add(ChangedRow(kind: "mentor", id: 1, version: 1))
    rows.add(ChangedRow(kind: "person", id: 1, version: 2))
    #expect(
      rows.all == [ChangedRow(kind: "person", id: 1, version: 2), ChangedRow(kind: "mentor", id: 1, version: 1)])
    #expect(rows.contains(ChangedRow(kind: "mentor", id: 1, version: 7)))
    #expect(!rows.contains(ChangedRow(kind: "mentor", id: 2, version: 1)))
  }

  @Test func whatIsTakenBackIsNotNamed() {
    var rows = ChangedRows()
    rows.add(ChangedRow(kind: "person", id: 1, version: 1))
    let before = rows.all
    let mark = rows.mark
    rows.add(ChangedRow(kind: "person", id: 1, version: 2))
    rows.add(ChangedRow(kind: "person", id: 2, version: 1))
    #expect(rows.mark != mark)
    rows.add(ChangedRow(kind: "person", id: 1, version: 3))
    rows.goBack(to: mark)
    #expect(rows.all == before && rows.mark == mark)
    rows.add(ChangedRow(kind: "person", id: 2, version: 5))
    #expect(rows.all.map(\.version) == [1, 5])
  }

  /// Looking at all rows for each one takes minutes here.
  @Test(.timeLimit(.minutes(1))) func aLongListIsNoWorkOfItsSquare() {
    var rows = ChangedRows()
    for version in 1...2 {
      for id in 1...200_000 { rows.add(ChangedRow(kind: "person", id: id, version: version)) }
    }
    #expect(rows.all.count == 200_000)
  }
}
