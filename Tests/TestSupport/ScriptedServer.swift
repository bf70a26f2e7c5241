import Foundation
import Glibc
import Synchronization

/// A server on a loopback port that does what a test says, byte by byte, on threads that may block.
package final class ScriptedServer: Sendable {
  private struct State {
    var connectionCount = 0
    var requests: [[UInt8]] = []
    var open: Set<Int32> = []
    var isStopped = false
  }

  package let port: Int
  private let listener: Int32
  private let state = Mutex(State())

  /// Starts a server that calls the script for each connection on a thread of its own, and closes it afterwards.
  package init(_ script: @escaping @Sendable (Connection) -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // Safe: the address outlives the calls, and its size is its own.
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { [listener] pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, size) == 0 && listen(listener, 128) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    guard isListening else { throw POSIXError(.EADDRINUSE) }
    Thread.detachNewThread { self.accept(script) }
  }

  /// How many connections have been accepted.
  package var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// The requests read so far, each with its header and body.
  package var requests: [[UInt8]] { state.withLock { $0.requests } }

  /// Ends all connections and stops listening.
  package func stop() {
    state.withLock { state in
      guard !state.isStopped else { return }
      state.isStopped = true
      for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
      shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  private func accept(_ script: @escaping @Sendable (Connection) -> Void) {
    defer { close(listener) }
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      // A program that another test starts meanwhile would hold it open, and the client would wait for its end.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      let number = state.withLock { state -> Int? in
        guard !state.isStopped else { return nil }
        state.open.insert(descriptor)
        state.connectionCount += 1
        return state.connectionCount
      }
      guard let number else {
        Glibc.close(descriptor)
        return
      }
      Thread.detachNewThread { self.serve(descriptor, number, script) }
    }
  }

  private func serve(_ descriptor: Int32, _ number: Int, _ script: (Connection) -> Void) {
    script(
      Connection(descriptor: descriptor, number: number) { request in
        self.state.withLock { $0.requests.append(request) }
      }
    )
    state.withLock { state in
      state.open.remove(descriptor)
      Glibc.close(descriptor)
    }
  }
}

extension ScriptedServer {
  /// What a script acts on; it stays on the thread of its connection.
  package final class Connection {
    /// Counts from 1, in the order the connections were accepted.
    package let number: Int
    private let descriptor: Int32
    private let record: (_ request: [UInt8]) -> Void
    private var received: [UInt8] = []

    fileprivate init(descriptor: Int32, number: Int, record: @escaping (_ request: [UInt8]) -> Void) {
      self.descriptor = descriptor
      self.number = number
      self.record = record
    }

    /// Reads and records a request with the body that its `Content-Length` announces; nil if the connection ends first.
    @discardableResult
    package func readRequest() -> [UInt8]? {
      while true {
        if let end = received.firstRange(of: "\r\n\r\n".utf8)?.upperBound {
          let count = end + Self.contentLength(received[..<end])
          while received.count < count { guard receive() else { return nil } }
          let request = Array(received[..<count])
          received.removeFirst(count)
          record(request)
          return request
        }
        guard receive() else { return nil }
      }
    }

    /// Reads requests and answers each with the same bytes until the connection ends.
    package func answerAll(_ answer: String) {
      let bytes = Array(answer.utf8)
      while readRequest() != nil, send(bytes) {}
    }

    package func send(_ text: String) { send(Array(text.utf8)) }

    /// Returns false once the other side has closed.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        // Safe: the array outlives the call.
        let count = unsafe rest.withUnsafeBytes {
          unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    /// Reads until the other side closes.
    package func waitForClose() { while receive() {} }

    /// Closes the connection for the other side, before the script has ended.
    package func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Ends the connection with a reset instead of an orderly close.
    package func reset() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      // Safe: the value outlives the call, and its size is its own.
      _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    private func receive() -> Bool {
      var count = 0
      received += unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialized in
        count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
        initialized = max(0, count)
      }
      return count > 0
    }

    private static func contentLength(_ header: ArraySlice<UInt8>) -> Int {
      let lines = String(decoding: header, as: UTF8.self).lowercased().split(separator: "\r\n")
      let value = lines.first { $0.hasPrefix("content-length:") }?.dropFirst("content-length:".count)
      return value.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? 0
    }
  }
}
