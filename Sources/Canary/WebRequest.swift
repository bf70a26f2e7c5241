/// An HTTP request as received.
struct WebRequest {
  let method: String
  /// The path without the query.
  let path: String
  /// The complete request, as received.
  let bytes: [UInt8]
  /// The longest body accepted, in bytes: any program on this machine can send one.
  static let maximumBody = 64 << 20

  /// Reads a request; `nil` if the connection ends before one is complete.
  init?(from connection: Socket) throws(Socket.Failure) {
    var bytes: [UInt8] = []
    var end: Int?
    while end == nil {
      let more = try connection.read()
      guard !more.isEmpty else { return nil }
      bytes += more
      end = bytes.firstRange(of: "\r\n\r\n".utf8)?.upperBound
    }
    guard let end else { return nil }
    let head = WebHead(bytes[..<end])
    let length = head.fields["content-length"].flatMap { Int($0) } ?? 0
    guard 0...Self.maximumBody ~= length else { return nil }
    while bytes.count < end + length {
      let more = try connection.read()
      guard !more.isEmpty else { return nil }
      bytes += more
    }
    let words = head.first.split(separator: " ")
    guard words.count == 3 else { return nil }
    method = String(words[0])
    path = String(words[1].prefix { $0 != "?" })
    self.bytes = bytes
  }
}

/// The start line and fields of a message (RFC 9112 section 2).
struct WebHead {
  let first: String
  /// The fields by lower-case name; the last of several with one name.
  let fields: [String: String]

  init(_ bytes: some Sequence<UInt8>) {
    let lines = String(decoding: Array(bytes), as: UTF8.self).split(separator: "\r\n")
    first = lines.first.map(String.init) ?? ""
    let pairs = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
    fields = Dictionary(pairs) { $1 }
  }
}
