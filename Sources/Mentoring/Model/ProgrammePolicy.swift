import CivilTime

/// What the programme asks of every mentor's slots; a mentor may have values of her own in the record. Minutes.
package struct ProgrammePolicy: Hashable, Sendable {
  package var durations = [30, 60, 90, 120]
  package var step = 30
  package var bufferBefore = 0
  package var bufferAfter = 0
  package var notice = 120
  package var horizonDays = 28
  /// Sessions; 0 = no limit.
  package var maxPerDay = 0
  package var maxPerWeek = 0

  /// The defaults of site.yaml.
  package init() {}
}
