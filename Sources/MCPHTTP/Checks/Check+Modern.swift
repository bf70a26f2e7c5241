import JSON
import JSONRPC
import MCP
import NIOHTTP1

extension Check {
  /// Determines the era of a message, which the message itself tells (NEG-09).
  static func era(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    let eras = endpoint.options.eras
    let isModern = inspection.isModern
    if eras == .modern, !isModern, inspection.isInitialize {
      let versions = eras.versions.map(\.rawValue).joined(separator: ", ")
      throw RequestRefusal("This server has no handshake; it speaks \(versions)")
    }
    inspection.era = eras == .modern || (eras == .dual && isModern) ? .modern : .legacy
    inspection.name(endpoint)
  }

  static func envelope(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let request = inspection.request else { return }
    do throws(JSONRPCError) {
      inspection.envelope = try Envelope(request.params)
    } catch {
      throw RequestRefusal(error)
    }
  }

  static func versionHeader(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    try compare(.protocolVersion, "MCP-Protocol-Version", inspection, with: inspection.envelope?.version, in: "_meta")
  }

  static func version(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let refusal = inspection.envelope.flatMap(endpoint.modern.refusal) else { return }
    throw RequestRefusal(refusal)
  }

  static func methodHeader(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    try compare(.method, "Mcp-Method", inspection, with: inspection.request?.method, in: "method")
  }

  private static func compare(
    _ field: HeadFields.Name,
    _ name: String,
    _ inspection: Inspection,
    with expected: String?,
    in place: String
  ) throws(RequestRefusal) {
    guard let value = inspection.header(field)?.trimmingSpace() else {
      throw RequestRefusal("The header \(name) has to be there once, and say the same as \(place)")
    }
    guard let expected, value.utf8.elementsEqual(expected.utf8) else {
      throw RequestRefusal("The header \(name) does not say the same as \(place)")
    }
  }

  static func nameHeader(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let request = inspection.request, let member = inspection.method?.targetParameter else { return }
    // Params without the member are refused later, by the method.
    guard let expected = request.params[member]?.string else { return }
    guard let header = inspection.header(.name) else {
      throw RequestRefusal("The header Mcp-Name has to be there once, and say the same as params.\(member)")
    }
    guard let name = MirroredValue.decode(header) else {
      throw RequestRefusal(
        "The header Mcp-Name cannot be read: it is plain text, or =?base64?...?= around Base64 of UTF-8"
      )
    }
    guard name.utf8.elementsEqual(expected.utf8) else {
      throw RequestRefusal("The header Mcp-Name does not say the same as params.\(member)")
    }
  }

  static func method(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let request = inspection.request, !endpoint.modern.serves(inspection.method) else { return }
    throw RequestRefusal(.methodNotFound(request.method))
  }

  static func subscriptionStream(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.method == .listen, !inspection.accepts.stream else { return }
    throw RequestRefusal("A subscription is answered by a stream: accept text/event-stream")
  }

  static func subscriptionRoom(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.method == .listen, let fullness = endpoint.streams.fullness(for: inspection.party()) else {
      return
    }
    throw RequestRefusal(endpoint.streams.refusal(fullness), headers: ["Retry-After": "10"])
  }

  static func parameters(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let request = inspection.request, inspection.method == .callTool,
      let tool = request.params["name"]?.string
    else { return }
    let arguments = request.params["arguments"]?.object ?? [:]
    for parameter in endpoint.store.catalog.headerParameters(of: tool) {
      guard let value = parameter.value(in: arguments) else { continue }
      let name = "Mcp-Param-\(parameter.name)"
      let place = parameter.path.joined(separator: ".")
      guard let header = inspection.header(name) else {
        throw RequestRefusal("The header \(name) has to be there once, and say the same as the argument \(place)")
      }
      guard let text = MirroredValue.decode(header), MirroredValue.matches(text, value) else {
        throw RequestRefusal("The header \(name) does not say the same as the argument \(place)")
      }
    }
  }
}

extension Inspection {
  private static let modernVersion = Array(ProtocolVersion.v2026_07_28.rawValue.utf8)

  /// Whether the header names this era's version, or a later one.
  var namesModernVersion: Bool {
    guard let version = header(.protocolVersion)?.trimmingSpace() else { return false }
    return !version.utf8.lexicographicallyPrecedes(Self.modernVersion)
  }

  fileprivate var isModern: Bool {
    if namesModernVersion { return true }
    guard !isBatch, case .message(let message)? = elements.first else { return false }
    return switch message {
    case .request(let request):
      ModernDispatcher.claims(request, method)
    case .notification(let notification): ModernDispatcher.claims(notification.params)
    case .response: false
    }
  }

  /// Sets the kind under which the request is counted.
  fileprivate func name(_ endpoint: Endpoint) {
    let kind: Metrics.Kind =
      switch elements.first {
      case _ where isBatch: .batch
      case .message(.request): method.map { .request($0) } ?? .other
      case .message(.notification): .notification
      case .message(.response): .response
      case .malformed, nil: .other
      }
    let version: ProtocolVersion? = era == .modern ? .v2026_07_28 : endpoint.session(of: self)?.engine.profile?.version
    visit.name(kind, version)
  }
}
