import Glibc
import MCP
import Synchronization

/// Writes messages as lines, whole and in order, as many at once as there are (STD-01, STD-08).
///
/// It never waits for a slow reader, because the thread that writes also serves signals, timers and the calls in
/// flight: what is not taken stays in a buffer. Whoever fills it looks at ``backlog`` and asks for no more, and a
/// reader that lets very much pile up is taken for gone, so the buffer is bounded.
final class LineWriter: MessageSink {
  private struct State {
    var buffer: [UInt8] = []
    /// How much of the buffer has been written.
    var written = 0
    /// Whether the reader has gone: then nothing is kept for it.
    var isClosed = false
  }

  /// So much may wait when another message comes.
  private static let maximumBacklog = 64 << 20
  /// What a pipe that is ready takes without waiting (`PIPE_BUF`); the flags of a descriptor that others share are left
  /// as they are.
  private static let pieceSize = 4096

  private let descriptor: Int32
  private let unwaitingWrite = UnwaitingWrite()
  /// Whether the descriptor takes such writes: pipes do, terminals do not.
  private let isUnwaiting = Atomic(true)
  /// Has the thread that flushes look here, which it does by itself after what it has done itself.
  private let wake: @Sendable () -> Void
  private let state = Mutex(State())

  init(_ descriptor: Int32, wake: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.wake = wake
  }

  /// How many bytes wait for the reader.
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

  /// Takes the reader for gone: nothing is kept for it any more.
  func close() { state.withLock { $0 = State(isClosed: true) } }

  /// Writes what has gathered, as far as the reader takes it now.
  ///
  /// - Returns: Whether nothing is left.
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

  /// Returns how many bytes were written: zero if the reader is not ready, less if it has gone.
  private func writePiece(_ bytes: [UInt8], from start: Int) -> Int {
    let (count, error) = unsafe bytes.withUnsafeBytes { buffer in
      unsafe writeWithoutWaiting(UnsafeRawBufferPointer(rebasing: buffer[start...]))
    }
    return count < 0 && (error == EINTR || error == EAGAIN) ? 0 : count
  }

  /// Where the kernel cannot promise not to wait, it is asked first whether there is room.
  private func writeWithoutWaiting(_ bytes: UnsafeRawBufferPointer) -> (count: Int, error: Int32) {
    if let unwaitingWrite, isUnwaiting.load(ordering: .relaxed) {
      if let result = unsafe unwaitingWrite(descriptor, bytes) { return result }
      isUnwaiting.store(false, ordering: .relaxed)
    }
    var output = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&output, 1, 0) > 0 else { return (0, 0) }
    return unsafe (write(descriptor, bytes.baseAddress, min(bytes.count, Self.pieceSize)), errno)
  }

  /// Drops what was written, once it is most of the buffer.
  private static func compact(_ state: inout State) {
    guard state.written > state.buffer.count / 2 else { return }
    state.buffer.removeFirst(state.written)
    state.written = 0
  }
}
