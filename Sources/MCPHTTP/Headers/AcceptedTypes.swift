/// The kinds of responses that a client accepts (HTTP-09).
///
/// The specification requires both; this is lenient, because some clients do not comply: a request that accepts neither
/// is refused, and one without the header accepts both.
struct AcceptedTypes: Sendable, Hashable {
  var json: Bool
  var stream: Bool

  static let both = AcceptedTypes(json: true, stream: true)

  /// Reads the values of `Accept`.
  init(_ values: [String]) {
    // As nearly all clients write it.
    guard !values.isEmpty, values != ["application/json, text/event-stream"] else {
      self = .both
      return
    }
    self.init(json: false, stream: false)
    for value in values {
      for range in value.split(separator: ",") { add(range) }
    }
  }

  init(json: Bool, stream: Bool) {
    self.json = json
    self.stream = stream
  }

  private mutating func add(_ range: Substring) {
    let parts = range.split(separator: ";")
    guard let type = parts.first?.trimmingSpace().lowercased(), !Self.isExcluded(parts.dropFirst()) else { return }
    switch type {
    case "application/json", "application/*": json = true
    case "text/event-stream", "text/*": stream = true
    case "*/*": self = .both
    default: break
    }
  }

  /// Whether a weight excludes the type (RFC 9110 section 12.4.2).
  private static func isExcluded(_ parameters: ArraySlice<Substring>) -> Bool {
    parameters.contains { parameter in
      let text = parameter.trimmingSpace().lowercased()
      return text.hasPrefix("q=") && Double(text.dropFirst(2)) == 0
    }
  }
}
