import CLinux
import Glibc

/// Gives up all rights and resources that reading a file does not need, before the first byte is read. Exceeding a
/// limit ends the process; the parent then reports the file as unreadable.
func limitThisProcess() {
  // The limit applies to private memory, which is what a file may use. Mapped libraries do not count.
  _ = almanac_limit(ALMANAC_LIMIT_DATA, 56 << 20)
  _ = almanac_limit(ALMANAC_LIMIT_ADDRESSES, 1 << 30)
  // Ten megabytes of events take half of it; a debug build needs more.
  #if DEBUG
    _ = almanac_limit(ALMANAC_LIMIT_CPU, 5)
  #else
    _ = almanac_limit(ALMANAC_LIMIT_CPU, 1)
  #endif
  _ = almanac_limit(ALMANAC_LIMIT_CORE, 0)
  // No file can be written and no process started; sixteen descriptors are enough for zones.
  _ = almanac_limit(ALMANAC_LIMIT_FILE_SIZE, 0)
  _ = almanac_limit(ALMANAC_LIMIT_PROCESSES, 0)
  _ = almanac_limit(ALMANAC_LIMIT_FILES, 16)
  _ = almanac_close_from(3)
  // Ends an endless read, or a process on a stalled machine.
  alarm(10)
}

/// The whole standard input; nil if it exceeds the limit or cannot be read.
func readStandardInput(limit: Int) -> [UInt8]? {
  var octets: [UInt8] = []
  var status = stat()
  if fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
    guard status.st_size <= limit else { return nil }
    octets.reserveCapacity(Int(status.st_size))
  }
  var chunk = [UInt8](repeating: 0, count: 64 * 1024)
  while true {
    let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0, octets.count + count <= limit else { return nil }
    if count == 0 { return octets }
    octets.append(contentsOf: chunk[..<count])
  }
}

/// Writes to standard output.
///
/// - Returns: whether all bytes were written.
func writeStandardOutput(_ octets: UnsafeRawBufferPointer) -> Bool {
  var rest = octets[...]
  while !rest.isEmpty {
    let count = write(1, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
