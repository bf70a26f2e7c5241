import APITools
import Audit
import Calls
import Crypto
import CurlHTTP
import Glibc
import JSON
import MCP
import MCPHTTP
import StepUp
import TextCoding

extension GrowthCase {
  /// Stored data: records of calls, sealed states, tokens; and lines of headers.
  static let records: [GrowthCase] = [
    recording("a text of backslashes", bytes) { ["a": .string("\\".repeated(toBytes: $0))] },
    recording("names of backslashes", bytes) { size in
      let names = ["\\", "\\\""].map { $0.repeated(toBytes: size) }
      return JSONObject(names.map { ($0, 1) })
    },
    recording("many arguments of all kinds", parts) { count in
      let kinds: [JSONValue] = [1, "text", true, nil, [1, [2]], ["a": ["b": "c"]], ""]
      return JSONObject((0..<count).map { ("argument\($0)", kinds[$0 % kinds.count]) })
    },
    GrowthCase("audit: an event with many tokens, twice", parts) { count in
      let record = try TemporaryRecord()
      var event = CallEvent(.asked, call: "c1", tool: "list", caller: nil)
      event.tokens = (0..<count).map { ("token\($0)", "a token") }
      return { [event] in for _ in 0..<2 { try record.log.record(event) } }
    },
    GrowthCase("audit: the check of a record", parts) { count in
      let record = try TemporaryRecord()
      for number in 0..<count {
        var event = CallEvent(.asked, call: "c\(number)", tool: "list", caller: nil)
        event.arguments = ["a": 1]
        try record.log.record(event)
      }
      let bytes = try record.bytes
      return { use(try AuditTrail(bytes, of: record.path).problems) }
    },
    GrowthCase("a header of folded lines", bytes) { size in
      let count = size / 8
      return {
        var header = ResponseHeader()
        header.receive(Array("HTTP/1.1 200 OK\r\n".utf8)[...])
        header.receive(Array("X-A: a\r\n".utf8)[...])
        let line = Array("  folded\r\n".utf8)
        for _ in 0..<count { header.receive(line[...]) }
        header.receive(Array("\r\n".utf8)[...])
        use(header.fields)
      }
    },
    GrowthCase("a state that is sealed and opened", bytes) { size in
      let sealer = StateSealer()
      let state = JSONValue.object(["text": .string("\\\"text".repeated(toBytes: size))])
      let arguments: JSONObject = ["a": .array((0..<size / 20).map { .number(JSONNumber($0)) })]
      let binding = StateSealer.Binding(method: "tools/call", name: "a", arguments: arguments, principal: "")
      return { use(sealer.seal(state, for: binding).flatMap { sealer.open($0, for: binding) }) }
    },
    GrowthCase("requests with tokens of a long list", parts) { count in
      let lines = (0..<count).map { number in
        let digest = SHA256.hash(data: Array("token\(number)".utf8))
        return "caller\(number):\(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\n"
      }
      let file = try TemporaryFile(lines.joined())
      let tokens = try AccessTokens(file: file.path)
      return { for number in 0..<count { use((tokens.admit(bearer: "token\(number)"), file)) } }
    },
    GrowthCase("a request of many arguments, read and written", parts) { count in
      let message: JSONValue = [
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": ["name": "a", "arguments": .object(JSONObject((0..<count).map { ("a\($0)", "\"b\"") }))],
      ]
      let text = message.json
      return { use(try JSONParser.parse(text, options: .init(rejectsDuplicateNames: true)).canonical) }
    },
    GrowthCase("JSON for a terminal", bytes) { size in
      let text = JSONValue.string("text \u{9B} è ".repeated(toBytes: size)).description
      return { use(VisibleText.escaped(json: text)) }
    },
  ]

  private static func recording(
    _ name: String,
    _ sizes: ClosedRange<Int>,
    _ make: @escaping @Sendable (Int) -> JSONObject
  ) -> GrowthCase {
    GrowthCase("audit: \(name)", sizes) { size in
      let record = try TemporaryRecord()
      let arguments = make(size)
      let schema: JSONValue = ["type": "object", "additionalProperties": true, "properties": ["a": true]]
      let document = try SampleTools.document(body: schema)
      let client = try SampleClient(SampleTools.catalog(document) { ($0.secrets, $0.audit) = (.auto, record.log) })
      return { use(try await SampleTools.call(client, "make", arguments)) }
    }
  }
}

/// A record in a folder that is removed together with this object.
private final class TemporaryRecord: Sendable {
  private let folder: String
  let log: AuditLog

  init() throws {
    folder = "/tmp/growth-\(UInt64.random(in: .min ... .max))"
    unsafe mkdir(folder, 0o700)
    log = try AuditLog("\(folder)/audit.jsonl", transport: "stdio", lost: { _ in })
  }

  var path: String { "\(folder)/audit.jsonl" }

  var bytes: [UInt8] {
    get throws { try TemporaryFile.bytes(of: path) }
  }

  deinit {
    unsafe unlink(path)
    unsafe unlink("\(path).key")
    unsafe rmdir(folder)
  }
}

/// A file that is removed together with this object.
private final class TemporaryFile: Sendable {
  let path: String

  /// The file could not be written or read.
  struct Failure: Error {}

  init(_ text: String) throws {
    path = "/tmp/growth-\(UInt64.random(in: .min ... .max))"
    let bytes = Array(text.utf8)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    let count = unsafe write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard count == bytes.count else { throw Failure() }
  }

  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Failure() }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    guard unsafe read(descriptor, &bytes, bytes.count) == bytes.count else { throw Failure() }
    return bytes
  }

  deinit { unsafe unlink(path) }
}
