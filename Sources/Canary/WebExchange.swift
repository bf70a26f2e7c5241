/// An HTTP request to this machine and its response, which can be read while it arrives.
package final class WebExchange {
  private let connection: Socket
  private let head: WebHead
  /// Bytes received but not yet returned.
  private var rest: [UInt8]
  private var remaining: Int?

  /// The status line and fields of the response, as received.
  package let headBytes: [UInt8]

  /// The HTTP status; 0 if the status line is malformed.
  package var status: Int { head.first.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }

  /// The value of a field; `nil` if there is none.
  package subscript(field: String) -> String? { head.fields[field.lowercased()] }

  /// Sends a request and waits for the head of the response.
  package init(
    _ method: String,
    port: UInt16,
    path: String,
    fields: [(name: String, value: String)] = [],
    body: [UInt8] = []
  ) throws(Socket.Failure) {
    connection = try Socket(port: port)
    var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"]
    lines += fields.map { "\($0.name): \($0.value)" }
    lines += ["Content-Length: \(body.count)", "", ""]
    try connection.write(Array(lines.joined(separator: "\r\n").utf8) + body)
    var bytes: [UInt8] = []
    var end: Int?
    while end == nil {
      let more = try connection.read()
      guard !more.isEmpty else { break }
      bytes += more
      end = bytes.firstRange(of: "\r\n\r\n".utf8)?.upperBound
    }
    headBytes = Array(bytes[..<(end ?? bytes.count)])
    head = WebHead(headBytes)
    rest = Array(bytes[(end ?? bytes.count)...])
    remaining = head.fields["content-length"].flatMap { Int($0) }.map { max($0, 0) }
  }

  /// Reads the next piece of the body; `nil` at its end.
  package func read() throws(Socket.Failure) -> [UInt8]? {
    if head.fields["transfer-encoding"]?.lowercased() == "chunked" { return try readChunk() }
    if let remaining, remaining <= 0 { return nil }
    let piece = rest.isEmpty ? try connection.read() : rest
    rest = []
    remaining = remaining.map { $0 - piece.count }
    return piece.isEmpty ? nil : piece
  }

  /// Reads the rest of the body.
  package func readAll() throws(Socket.Failure) -> [UInt8] {
    var body: [UInt8] = []
    while let piece = try read() { body += piece }
    return body
  }

  /// Reads a chunk (RFC 9112 section 7.1).
  private func readChunk() throws(Socket.Failure) -> [UInt8]? {
    while true {
      if let line = rest.firstRange(of: "\r\n".utf8) {
        let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16) ?? 0
        guard 1...WebRequest.maximumBody ~= size else { return nil }
        let end = line.upperBound + size
        if rest.count >= end + 2 {
          defer { rest.removeSubrange(..<(end + 2)) }
          return Array(rest[line.upperBound..<end])
        }
      }
      let more = try connection.read()
      guard !more.isEmpty else { return nil }
      rest += more
    }
  }
}
