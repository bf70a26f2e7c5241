import Glibc
import MCP
import Synchronization

/// Writes messages as lines, whole and in order, as many at once as there are (STD-01, STD-08).
final class LineWriter: MessageSink {
  private struct State {
    var buffer: [UInt8] = []
    /// Whether the reader has gone: then nothing is kept for it.
    var isClosed = false
  }

  private let descriptor: Int32
  private let state = Mutex(State())

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  func send(_ message: [UInt8]) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.buffer.append(contentsOf: message)
      state.buffer.append(UInt8(ascii: "\n"))
    }
  }

  /// Writes what has gathered; waits while the reader is slow, so that what it does not read is not piled up here.
  func flush() {
    let bytes = state.withLock { state in
      let bytes = state.buffer
      state.buffer.removeAll(keepingCapacity: state.buffer.count < 1 << 16)
      return bytes
    }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        return state.withLock { $0 = State(isClosed: true) }
      }
    }
  }
}
