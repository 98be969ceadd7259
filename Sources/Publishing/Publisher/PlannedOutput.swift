import Bytes
import Synchronization

/// One output of a new tree, and the place of its record.
struct PlannedOutput: @unchecked Sendable {
  /// Valid as long as the writers and the last manifest exist; they no longer change.
  let name: Utf8
  private let writerNumber: Int32
  private let place: Int32

  init(name: Utf8, writer: Int, index: Int) {
    self.name = name
    writerNumber = Int32(writer)
    place = Int32(index)
  }

  /// Kept from the last manifest, by its index there.
  init(name: Utf8, keptAt index: Int) { self.init(name: name, writer: -1, index: index) }

  var isKept: Bool { writerNumber < 0 }
  /// Index of the writer in the plan, for outputs that are not kept.
  var writer: Int { Int(writerNumber) }
  /// Index in its writer, or in the last manifest.
  var index: Int { Int(place) }
}

/// The outputs that the last build did not have, sorted by path. Each writer's outputs are sorted on their own
/// processor, then merged.
func newOutputs(of writers: [OutputWriter]) throws -> [PlannedOutput] {
  // Everything is kept from the last build.
  if writers.isEmpty { return [] }
  let sorted = Mutex([[PlannedOutput]](repeating: [], count: writers.count))
  try onWorkers(writers.count) { number in
    let writer = writers[number]
    var own: [PlannedOutput] = []
    own.reserveCapacity(writer.entries.count)
    for index in writer.entries.indices where writer.previousIndexes[index] < 0 {
      own.append(PlannedOutput(name: writer.name(index), writer: number, index: index))
    }
    own.sort { $0.name < $1.name }
    let run = own
    sorted.withLock { $0[number] = run }
  }
  var runs = sorted.withLock { $0 }
  while runs.count > 1 {
    let odd = runs.count % 2 == 0 ? nil : runs.last
    runs = stride(from: 1, to: runs.count, by: 2).map { merged(runs[$0 - 1], runs[$0]) } + (odd.map { [$0] } ?? [])
  }
  return runs.first ?? []
}

private func merged(_ left: [PlannedOutput], _ right: [PlannedOutput]) -> [PlannedOutput] {
  var all: [PlannedOutput] = []
  all.reserveCapacity(left.count + right.count)
  var next = 0
  for output in left {
    while next < right.count, right[next].name < output.name {
      all.append(right[next])
      next += 1
    }
    all.append(output)
  }
  return all + right[next...]
}
