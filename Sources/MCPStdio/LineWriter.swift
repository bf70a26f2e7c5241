import Glibc
import MCP
import Synchronization

/// Writes messages as lines, whole and in order, batching those that are pending (STD-01, STD-08).
///
/// It never waits for a slow reader, because its thread also serves signals, timers and running calls: unwritten bytes
/// stay in a buffer. The server watches ``backlog`` and stops reading when it grows, and a reader with a very large
/// backlog is assumed to be gone, so the buffer is bounded.
final class LineWriter: MessageSink {
  private struct State {
    var buffer: [UInt8] = []
    /// The number of bytes of the buffer already written.
    var written = 0
    /// Whether the reader has gone; then nothing is buffered any more.
    var isClosed = false
  }

  /// The largest backlog at which a message is still accepted, in bytes.
  private static let maximumBacklog = 64 << 20
  /// The number of bytes that a ready pipe accepts without blocking (`PIPE_BUF`).
  ///
  /// The flags of the descriptor are shared with other processes, so they are not changed.
  private static let pieceSize = 4096

  private let descriptor: Int32
  private let unwaitingWrite = UnwaitingWrite()
  /// Whether the descriptor supports such writes: pipes do, terminals do not.
  private let isUnwaiting = Atomic(true)
  /// Wakes the flushing thread; unnecessary on that thread, which flushes after its own work.
  private let wake: @Sendable () -> Void
  private let state = Mutex(State())

  init(_ descriptor: Int32, wake: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.wake = wake
  }

  /// The number of bytes that wait for the reader.
  var backlog: Int { state.withLock { $0.buffer.count - $0.written } }

  /// Whether the reader has gone.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  func send(_ message: [UInt8]) {
    state.withLock { state in
      guard !state.isClosed else { return }
      guard state.buffer.count - state.written <= Self.maximumBacklog else { return state = State(isClosed: true) }
      state.buffer.append(contentsOf: message)
      state.buffer.append(UInt8(ascii: "\n"))
    }
    wake()
  }

  /// Treats the reader as gone: nothing is buffered any more.
  func close() { state.withLock { $0 = State(isClosed: true) } }

  /// Writes buffered bytes, as far as the reader accepts them now.
  ///
  /// - Returns: Whether the buffer is empty.
  func flush() -> Bool {
    state.withLock { state in
      while state.written < state.buffer.count {
        let count = writePiece(state.buffer, from: state.written)
        if count > 0 {
          state.written += count
        } else if count == 0 {
          Self.compact(&state)
          return false
        } else {
          state = State(isClosed: true)
        }
      }
      state.buffer.removeAll(keepingCapacity: state.buffer.capacity < 1 << 16)
      state.written = 0
      return true
    }
  }

  /// Returns the number of bytes written: 0 if the reader is not ready, negative if it has gone.
  private func writePiece(_ bytes: [UInt8], from start: Int) -> Int {
    let (count, error) = unsafe bytes.withUnsafeBytes { buffer in
      unsafe writeWithoutWaiting(UnsafeRawBufferPointer(rebasing: buffer[start...]))
    }
    return count < 0 && (error == EINTR || error == EAGAIN) ? 0 : count
  }

  /// Writes without blocking; if the kernel cannot guarantee that, polls for room first.
  private func writeWithoutWaiting(_ bytes: UnsafeRawBufferPointer) -> (count: Int, error: Int32) {
    if let unwaitingWrite, isUnwaiting.load(ordering: .relaxed) {
      if let result = unsafe unwaitingWrite(descriptor, bytes) { return result }
      isUnwaiting.store(false, ordering: .relaxed)
    }
    var output = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&output, 1, 0) > 0 else { return (0, 0) }
    return unsafe (write(descriptor, bytes.baseAddress, min(bytes.count, Self.pieceSize)), errno)
  }

  /// Removes written bytes once they are more than half of the buffer.
  private static func compact(_ state: inout State) {
    guard state.written > state.buffer.count / 2 else { return }
    state.buffer.removeFirst(state.written)
    state.written = 0
  }
}
