import Foundation
import Glibc
import Sandbox

/// Sends one request over one connection, on a thread that may block, and reads until the other side closes.
enum LoopbackClient {
  struct Answer: Sendable {
    var status: Int
    /// By lower-case name.
    var fields: [String: String]
    var body: String
  }

  struct Failure: Error { var operation: String }

  /// Throws a ``Failure`` named `answer` if the connection ends without one.
  static func send(_ request: SandboxRequest, to port: Int) async throws -> Answer {
    let text = message(request)
    let received = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<[UInt8], Failure>, Never>) in
      Thread.detachNewThread {
        continuation.resume(returning: Result { () throws(Failure) in try exchange(text, port) })
      }
    }
    guard let answer = parse(try received.get()) else { throw Failure(operation: "answer") }
    return answer
  }

  private static func message(_ request: SandboxRequest) -> [UInt8] {
    let target = request.query.isEmpty ? request.path : "\(request.path)?\(request.query)"
    var head = "\(request.method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    if let authorization = request.authorization { head += "Authorization: \(authorization)\r\n" }
    return Array("\(head)Content-Length: \(request.body.count)\r\n\r\n".utf8) + request.body
  }

  private static func exchange(_ message: [UInt8], _ port: Int) throws(Failure) -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(operation: "socket") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // Safe: the address outlives the call, and its size is its own.
    let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw Failure(operation: "connect") }
    // Safe: the array outlives the call. A message this short is taken whole.
    guard unsafe Glibc.send(descriptor, message, message.count, Int32(MSG_NOSIGNAL)) == message.count else {
      throw Failure(operation: "send")
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      // Safe: the array outlives the call and is as large as said.
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return received }
      received += buffer[..<count]
    }
  }

  private static func parse(_ bytes: [UInt8]) -> Answer? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.utf8.firstRange(of: "\r\n\r\n".utf8) else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
    }
    return Answer(status: status, fields: fields, body: String(text[end.upperBound...]))
  }
}
