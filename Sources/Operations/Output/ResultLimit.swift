package import JSON
package import MCP

/// Cuts responses that are too large for a model, and keeps the whole for a while.
package struct ResultLimit: Sendable {
  /// The most bytes of a response's text in a result.
  package let bytes: Int
  let store: ResultStore
  /// The key of the caller who alone may read what is kept; empty for a caller like any other.
  private var owner = ""

  /// Makes one of its parts.
  package init(bytes: Int, store: ResultStore) {
    self.bytes = bytes
    self.store = store
  }

  /// The same limit for the responses to one caller.
  package func kept(for owner: String) -> ResultLimit {
    var limit = self
    limit.owner = owner
    return limit
  }

  /// The content of a text: the whole, or its beginning and a link to the whole.
  package func content(_ text: String, type: String, cut: BackendResponse.Cut? = nil) async -> [Content] {
    await content(Array(text.utf8), type: type, cut: cut)
  }

  /// The content of a text in UTF-8.
  ///
  /// - Parameters:
  ///   - text: The text, or the part of it that was read.
  ///   - type: Its media type.
  ///   - cut: The reason why the text is incomplete; `nil` if it is complete.
  /// - Returns: The text; if it is too long, its beginning, a sentence and a link to the whole.
  package func content(_ text: [UInt8], type: String, cut: BackendResponse.Cut? = nil) async -> [Content] {
    guard text.count > bytes else {
      return [.text(String(decoding: text, as: UTF8.self))] + (cut.map { [.text(Self.sentence($0, text.count))] } ?? [])
    }
    let head = text[..<Self.boundary(in: text, before: bytes)]
    let all = cut == nil ? "\(text.count)" : "more than \(text.count)"
    let given = "This is the beginning, \(head.count) of \(all) bytes."
    let kept = KeptResult(bytes: text, mimeType: type, isText: true)
    return [.text(String(decoding: head, as: UTF8.self))] + (await rest(kept, given: given, cut))
  }

  /// The sentence about an incomplete response: its size so far, and the reason why no more was read.
  private static func sentence(_ cut: BackendResponse.Cut, _ count: Int) -> String {
    switch cut {
    case .size: "These are the first \(count) bytes of a longer answer; no more are read."
    case .time: "The answer had not ended when its time was up (--timeout): these are the \(count) bytes that had come."
    }
  }

  /// The content of bytes: the bytes themselves, or a link to them.
  package func content(bytes body: [UInt8], _ type: MediaTypeName, cut: BackendResponse.Cut? = nil) async -> [Content] {
    // Base64 is a third longer than the bytes.
    guard body.count > bytes / 4 * 3 else {
      return [type.content(bytes: body)] + (cut.map { [.text(Self.sentence($0, body.count))] } ?? [])
    }
    let size = cut == nil ? "\(body.count)" : "more than \(body.count)"
    let kept = KeptResult(bytes: body, mimeType: type.known, isText: false)
    return await rest(kept, given: "The answer is \(type.known) of \(size) bytes.", cut)
  }

  private func rest(_ result: KeptResult, given: String, _ cut: BackendResponse.Cut?) async -> [Content] {
    let uri: String
    switch await store.place(result, for: owner) {
    case .uri(let place): uri = place
    case .noRoom: return [.text("\(given) The whole is too large to be kept: ask for less.")]
    case .notNow:
      return [.text("\(given) The whole is not kept, because the database for that is out of reach: ask for less.")]
    }
    let minutes = store.limits.lifetime.components.seconds / 60
    let subject = cut.map { "\(Self.sentence($0, result.bytes.count)) What was read" } ?? "The whole"
    let advice = result.isText ? ", or ask for less" : ""
    return [
      .text("\(given) \(subject) is the resource \(uri) for \(minutes) minutes: read it there\(advice)."),
      Content(
        .resourceLink(
          ResourceDescription(
            uri: uri,
            name: cut == nil ? "result" : "beginning of the result",
            description: cut.map { Self.sentence($0, result.bytes.count) },
            mimeType: result.mimeType,
            size: result.bytes.count
          )
        )
      ),
    ]
  }

  /// The best position to cut a text: behind a line or an element, never inside of a character.
  private static func boundary(in text: [UInt8], before limit: Int) -> Int {
    let window = text[max(0, limit - 4096)..<limit]
    if let line = window.lastIndex(of: UInt8(ascii: "\n")) ?? window.lastIndex(of: UInt8(ascii: ",")) {
      return line + 1
    }
    var end = limit
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// The value with its arrays cut until its text is short enough, in the shape that the schema declares.
  package func fitting(_ value: JSONValue, size: Int) -> JSONValue {
    guard size > bytes else { return value }
    for count in [1024, 256, 64, 16, 4, 1] {
      let cut = Self.cutting(value, to: count)
      if cut.json.count <= bytes { return cut }
    }
    return value.object == nil ? .null : [:]
  }

  private static func cutting(_ value: JSONValue, to count: Int) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.prefix(count).map { cutting($0, to: count) })
    case .object(let object): .object(JSONObject(object.members.map { ($0.name, cutting($0.value, to: count)) }))
    default: value
    }
  }
}
