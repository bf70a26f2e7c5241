@testable import Calls
import JSON
import JSONRPC
import Synchronization
import Testing
import TestSupport

@testable import MCP
@testable import StepUp

/// A server whose one tool asks a person, and clients that call it.
struct Table {
  static let origin = "http://127.0.0.1:1234"
  static let urls: JSONObject = ["elicitation": ["url": [:]]]
  static let arguments: JSONObject = ["name": "n"]

  let stepUp: StepUp
  let store: CatalogStore
  let modern: ModernDispatcher
  let heard = Heard()

  init(
    _ asked: Asked,
    _ options: StepUp.Options = StepUp.Options(),
    replica: String? = nil,
    clock: any Clock<Duration>,
    key: UInt8 = 1,
    time: ManualTime
  ) {
    stepUp = StepUp(carrier: AskedCarrier(), options: options, replica: replica, clock: clock, now: { time.now })
    stepUp.begin(at: Self.origin)
    let tool = Tool(
      name: "create_api_key",
      description: "Creates",
      inputSchema: ["type": "object"],
      annotations: ToolAnnotations(),
      handler: AskingTool(stepUp: stepUp, asked: asked)
    )
    store = CatalogStore(Catalog(server: Implementation(name: "s", version: "1"), tools: [tool]))
    let sealer = StateSealer(key: [UInt8](repeating: key, count: StateSealer.keySize)) ?? StateSealer()
    modern = ModernDispatcher(store, eras: .dual, sealer: sealer)
  }

  /// Calls the tool as a client of 2026-07-28 does, and gives the reply.
  func call(
    _ more: JSONObject = [:],
    arguments: JSONObject = arguments,
    capabilities: JSONObject = urls,
    principal: String = "",
    caller: String? = ""
  ) async throws -> JSONValue {
    var params: JSONObject = ["name": "create_api_key", "arguments": .object(arguments)]
    for (name, value) in more.members { params[name] = value }
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": .object(capabilities), "progressToken": 7,
    ]
    let request = Request(id: .string("1"), method: "tools/call", params: params)
    let envelope = try Envelope(params)
    let handling = modern.handle(request, envelope, sink: heard, caller: Caller(identity: principal, key: caller))
    return try checked(await Self.reply(handling).bytes, version: "2026-07-28", method: "tools/call")
  }

  /// Calls the tool again as a client does that was asked for something.
  func retry(_ first: JSONValue, _ action: String? = "accept", caller: String? = "") async throws -> JSONValue {
    var more = JSONObject()
    more["requestState"] = first["result"]?["requestState"]
    if let action { more["inputResponses"] = ["step_up": ["action": .string(action)]] }
    return try await call(more, caller: caller)
  }

  static func reply(_ handling: Handling) async -> Reply {
    switch handling {
    case .now(let reply): reply
    case .later(let pending): await pending.reply()
    }
  }

  /// Does what a person does on the page of a link.
  func approve(_ url: String?) async {
    guard let id = url?.split(separator: "/").last else { return }
    _ = await stepUp.approvals[String(id)]?.submit(["password": "p"])
  }
}

/// Asks a person whatever its arguments are.
private struct AskingTool: ToolHandler {
  let stepUp: StepUp
  let asked: Asked

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    switch await stepUp.answer(asked.request(arguments), context) {
    case .asking(let input): .inputRequired(input)
    case .waiting(let link, let next): .complete(ToolResult(content: [.text("\(link.url) \(next)")]))
    case .finished(let result): .complete(result)
    case .refused(let words): .complete(.failure(words))
    }
  }
}

/// What a client hears beside answers, in the order in which it does.
final class Heard: MessageSink {
  private let messages = Mutex<[JSONValue]>([])
  private let (arrivals, arrived) = AsyncStream.makeStream(of: JSONValue.self)
  private let version: String

  init(version: String = "2026-07-28") { self.version = version }

  func send(_ message: [UInt8]) {
    guard let value = try? checked(message, version: version, method: nil) else { return }
    messages.withLock { $0.append(value) }
    arrived.yield(value)
  }

  var all: [JSONValue] { messages.withLock { $0 } }
  var methods: [String] { all.compactMap { $0["method"]?.string } }

  /// The next message of a method.
  func next(_ method: String) async -> JSONValue {
    for await value in arrivals where value["method"]?.string == method { return value }
    return .null
  }
}

/// Reads a message; whatever is wrong with it is an issue of the running test.
private func checked(_ message: [UInt8], version: String, method: String?) throws -> JSONValue {
  let value = try JSONParser.parse(message)
  for problem in EmittedMessage.problems(in: value, version: version, method: method) {
    Issue.record("\(problem): \(value)")
  }
  return value
}

extension JSONValue {
  /// The page that a client is asked to have opened.
  var askedURL: String? { self["result"]?["inputRequests"]?["step_up"]?["params"]?["url"]?.string }

  /// What a result says.
  var text: String { self["result"]?["content"]?.array?.first?["text"]?.string ?? "" }
}

extension RequestContext {
  /// That of a client that can be asked for nothing, and hears nothing.
  static var unheard: RequestContext { unheard(of: "") }

  static func unheard(of caller: String?, party: String = "") -> RequestContext {
    RequestContext(
      client: ClientCapabilities(version: .v2026_07_28),
      caller: Caller(key: caller, party: { party }),
      notifier: Notifier(profile: .of(.v2026_07_28), sink: Heard())
    )
  }
}
