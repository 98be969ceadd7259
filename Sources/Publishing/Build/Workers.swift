import Glibc
import Synchronization

/// Runs `body` on each of `count` workers at once, number 0 on the caller's thread, and returns when all are done.
///
/// There are few, long tasks: threads without an executor cost nothing and need no asynchronous caller.
/// - Throws: the error of the worker with the lowest number.
public func onWorkers(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
  let failures = Mutex<[(worker: Int, error: any Error)]>([])
  let run: @Sendable (Int) -> Void = { worker in
    do { try body(worker) } catch { failures.withLock { $0.append((worker, error)) } }
  }
  var threads: [pthread_t] = []
  var left: [Int] = []
  for worker in 1..<max(1, count) {
    let start = WorkerStart { run(worker) }
    var thread = pthread_t()
    let pointer = Unmanaged.passRetained(start).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<WorkerStart>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, pointer)
    if code == 0 {
      threads.append(thread)
    } else {
      // The thread could not be created: its share is done here, after the caller's own.
      Unmanaged<WorkerStart>.fromOpaque(pointer).release()
      left.append(worker)
    }
  }
  run(0)
  for worker in left { run(worker) }
  for thread in threads { pthread_join(thread, nil) }
  let first = failures.withLock { $0.min { $0.worker < $1.worker } }
  if let first { throw first.error }
}

private final class WorkerStart: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Distributes a list in blocks, so that all workers are busy until the end.
final class WorkQueue: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int
  private let block: Int

  init(count: Int, block: Int = 32) {
    self.count = count
    self.block = block
  }

  func take() -> Range<Int>? {
    let start = next.wrappingAdd(block, ordering: .relaxed).oldValue
    return start < count ? start..<min(start + block, count) : nil
  }
}
