import EventThread
import Glibc
import JSON
import MCP
import MCPStdio
import Synchronization
import Testing

/// A client's side of a server on two pipes, which runs on a thread of its own.
struct Conversation: Sendable {
  let gate = Gate()
  let store: CatalogStore
  let server: StdioServer
  let output: MessageReader
  /// What the server had to say to those who run it.
  let notes: Notes
  private let input: Pipe
  private let hasEnded = Flag()
  private let hasStoppedReading = Flag()
  private let hasStoppedListening = Flag()
  private let listening: Int32

  final class Notes: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private final class Flag: Sendable {
    private let value = Atomic(false)
    /// Whether it was raised for the first time.
    func raise() -> Bool { !value.exchange(true, ordering: .relaxed) }
  }

  struct Pipe: Sendable {
    let reads: Int32
    let writes: Int32

    init() throws {
      var descriptors: [Int32] = [0, 0]
      try #require(unsafe pipe(&descriptors) == 0)
      (reads, writes) = (descriptors[0], descriptors[1])
    }
  }

  private init(thread: EventThread, readOnly: Bool, options: StdioServer.Options, _ input: Pipe, _ output: Pipe) {
    var options = options
    let notes = Notes()
    options.note = { notes.add($0) }
    options.input = input.reads
    options.output = output.writes
    var features = Catalog.Features()
    features.changingLists = [.tools]
    let annotations = ToolAnnotations(readOnly: readOnly)
    let schema: JSONObject = ["type": "object"]
    let tools = [
      Tool(name: "gate", description: "Waits", inputSchema: schema, annotations: annotations, handler: gate),
      Tool(name: "say", description: "Says", inputSchema: schema, annotations: annotations, handler: Say()),
      Tool(
        name: "ask-later",
        description: "Asks",
        inputSchema: schema,
        annotations: annotations,
        handler: AskLater(gate: gate)
      ),
    ]
    let server = Implementation(name: "s", version: "1")
    store = CatalogStore(Catalog(server: server, tools: tools, features: features))
    self.server = StdioServer(store, thread: thread, options: options)
    self.output = MessageReader(output.reads)
    self.notes = notes
    self.input = input
    listening = output.reads
  }

  static func with(
    readOnly: Bool = true,
    _ configure: (inout StdioServer.Options) -> Void = { _ in },
    _ body: @escaping @Sendable (Conversation) async throws -> Void
  ) async throws {
    var options = StdioServer.Options()
    configure(&options)
    let (input, output) = try (Pipe(), Pipe())
    let thread = try EventThread.start(name: "stdio")
    let it = Conversation(thread: thread, readOnly: readOnly, options: options, input, output)
    let running = Task(executorPreference: thread) {
      await it.server.run()
      close(output.writes)
    }
    // A client waits in system calls, which must not keep a thread from the other tests.
    let client = try EventThread.start(name: "client")
    let result = await Task(executorPreference: client) { try await body(it) }.result
    client.stop()
    it.end()
    await running.value
    thread.stop()
    it.stopReading()
    it.stopListening()
    try result.get()
  }

  /// Sends a line.
  ///
  /// - Returns: Whether somebody reads.
  @discardableResult
  func send(_ line: String, end: String = "\n") -> Bool {
    if line.utf8.count < 1 << 20 { output.note(sent: line) }
    let bytes = Array((line + end).utf8)
    var sent = 0
    while sent < bytes.count {
      let rest = Array(bytes[sent...].prefix(1 << 16))
      let count = unsafe write(input.writes, rest, rest.count)
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Closes the end of the server's input that it reads from, once.
  func stopReading() { if hasStoppedReading.raise() { close(input.reads) } }

  /// Closes the end of the server's output that is read from, once.
  func stopListening() { if hasStoppedListening.raise() { close(listening) } }

  /// Closes the server's input, once.
  func end() { if hasEnded.raise() { close(input.writes) } }

  func initialize(_ version: String = "2025-11-25", capabilities: JSONObject = [:]) throws {
    let params: JSONValue = [
      "protocolVersion": .string(version), "capabilities": .object(capabilities),
      "clientInfo": ["name": "c", "version": "1"],
    ]
    send("\(["jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params] as JSONValue)")
    #expect(try output.next()["id"] == 0)
    send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
  }

  /// Sends a request of 2026-07-28.
  func sendModern(_ method: String, id: JSONValue, _ params: JSONObject = [:]) {
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    send("\(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)] as JSONValue)")
  }
}
