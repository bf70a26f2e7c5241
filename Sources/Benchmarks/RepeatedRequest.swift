/// A request that is sent many times with different ids, and the proof of a correct reply.
struct RepeatedRequest {
  private let head: [UInt8]
  private let tail: [UInt8]
  /// Bytes found in every correct reply and in no other.
  let proof: [UInt8]

  private init(_ method: String, _ params: String? = nil, proof: String) {
    head = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    tail = Array((#","method":"\#(method)"\#(params.map { #","params":\#($0)"# } ?? "")}"# + "\n").utf8)
    self.proof = Array(proof.utf8)
  }

  func append(id: Int, to bytes: inout [UInt8]) {
    bytes += head
    bytes += String(id).utf8
    bytes += tail
  }

  static let ping = RepeatedRequest("ping", proof: #""result":"#)

  /// A call whose result contains the start of a key's token, which only the backend can produce.
  static let call = RepeatedRequest(
    "tools/call",
    """
    {"name":"create_api_key","arguments":\
    {"name":"Nightly backup report","mode":"read","expires_in_days":90,"password":"S3cr3t-Passw0rd!"}}
    """,
    proof: "myk_"
  )

  /// A `tools/list` without a handshake (2026-07-28).
  static let tools = RepeatedRequest(
    "tools/list",
    """
    {"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
    "io.modelcontextprotocol/clientInfo":{"name":"benchmark","version":"1"},\
    "io.modelcontextprotocol/clientCapabilities":{}}}
    """,
    proof: "create_api_key"
  )

  static let initialize = RepeatedRequest(
    "initialize",
    #"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}"#,
    proof: "serverInfo"
  )

  static let initialized = Array(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#.utf8) + [UInt8(ascii: "\n")]
}
