import JSON
import JSONRPC
import MCP
import NIOCore
import NIOHTTP1

extension Check {
  static func contentType(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    let header = inspection.header(.contentType)
    guard header != "application/json" else { return }
    let type = header?.prefix { $0 != ";" }.trimmingSpace()
    guard type?.lowercased() == "application/json" else {
      throw RequestRefusal("A message is sent with the header Content-Type: application/json")
    }
  }

  static func acceptedTypes(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    inspection.accepts = AcceptedTypes(inspection.fields[.accept])
    let accepts = inspection.accepts
    let isEnough =
      switch inspection.head.method {
      case .POST: accepts.json || accepts.stream
      case .GET: accepts.stream
      default: true
      }
    guard isEnough else {
      throw RequestRefusal("Answers are application/json or text/event-stream, a stream is the latter: accept them")
    }
  }

  static func announcedSize(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let length = inspection.header(.contentLength).flatMap({ Int($0) }) else { return }
    guard length <= endpoint.options.maximumBodySize else { throw tooLarge(endpoint) }
  }

  static func size(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.body != nil else { throw tooLarge(endpoint) }
  }

  private static func tooLarge(_ endpoint: Endpoint) -> RequestRefusal {
    RequestRefusal("A message may have at most \(endpoint.options.maximumBodySize) bytes")
  }

  static func json(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let body = inspection.body else { return }
    do throws(JSONParseError) {
      inspection.value = try JSONParser.parse(body.readableBytesUInt8Span, options: parserOptions)
    } catch {
      let refusal = JSONRPCError.parseError(error)
      guard refusal.code != .parseError else { throw RequestRefusal(refusal) }
      inspection.excess = error
    }
    inspection.body = nil
  }

  private static let parserOptions = JSONParser.Options(rejectsDuplicateNames: true)

  static func bounds(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    if let excess = inspection.excess { throw RequestRefusal(JSONRPCError.parseError(excess)) }
  }

  static func shape(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    if case .array(let values) = inspection.value {
      try readBatch(values, &inspection, endpoint)
    } else {
      try readMessage(&inspection)
    }
    guard case .message(.response)? = inspection.elements.first, !inspection.isBatch else { return }
    if endpoint.options.eras == .modern || inspection.namesModernVersion {
      throw RequestRefusal("Clients send no responses in this version: send the answer with the request, once more")
    }
  }

  private static func readMessage(_ inspection: inout Inspection) throws(RequestRefusal) {
    do throws(MessageError) {
      let message = try Message(inspection.value)
      if case .request(let request) = message {
        inspection.id = request.id
        inspection.method = Method(rawValue: request.method)
      }
      inspection.elements = [.message(message)]
    } catch {
      inspection.id = error.id
      guard error.error.code == .invalidParams else { throw RequestRefusal(error.error) }
      inspection.wrongParams = error.error
    }
  }

  /// Reads an array, which only sessions of one version may send.
  private static func readBatch(
    _ values: [JSONValue],
    _ inspection: inout Inspection,
    _ endpoint: Endpoint
  ) throws(RequestRefusal) {
    let session = endpoint.session(of: inspection)
    guard session?.engine.profile?.hasBatches == true else {
      throw RequestRefusal("A message is one JSON object: send each by a POST of its own")
    }
    guard !values.isEmpty else { throw RequestRefusal("An array of messages holds at least one") }
    inspection.isBatch = true
    for value in values {
      guard value["method"] != "initialize" else { throw RequestRefusal("initialize is sent alone, not in an array") }
      do throws(MessageError) {
        inspection.elements.append(.message(try Message(value)))
      } catch {
        inspection.elements.append(.malformed(error))
      }
    }
  }

  static func params(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    if let error = inspection.wrongParams { throw RequestRefusal(error) }
  }
}
