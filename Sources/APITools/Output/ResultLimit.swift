import JSON
import MCP

/// Cuts answers that are too large for a model, and keeps the whole of them for a while.
struct ResultLimit: Sendable {
  /// The longest text of an answer, in bytes.
  let bytes: Int
  let store: ResultStore

  /// The content of a text: the whole, or its beginning and where the whole is.
  func content(_ text: String, type: String) -> [Content] {
    text.utf8.count > bytes ? content(Array(text.utf8), type: type) : [.text(text)]
  }

  /// The content of a text in UTF-8.
  func content(_ text: [UInt8], type: String) -> [Content] {
    guard text.count > bytes else { return [.text(String(decoding: text, as: UTF8.self))] }
    let head = text[..<Self.boundary(in: text, before: bytes)]
    let cut = Content.text(String(decoding: head, as: UTF8.self))
    return [cut]
      + rest(text, type: type, isText: true, given: "This is the beginning, \(head.count) of \(text.count) bytes.")
  }

  /// The content of bytes: themselves, or where they are.
  func content(bytes body: [UInt8], _ type: MediaTypeName) -> [Content] {
    // As base64, which is a third longer.
    guard body.count > bytes / 4 * 3 else { return [type.content(bytes: body)] }
    return rest(body, type: type.known, isText: false, given: "The answer is \(type.known) of \(body.count) bytes.")
  }

  private func rest(_ body: [UInt8], type: String, isText: Bool, given: String) -> [Content] {
    guard let uri = store.keep(body, mimeType: type, isText: isText) else {
      return [.text("\(given) The whole is too large to be kept: ask for less.")]
    }
    let minutes = store.limits.lifetime.components.seconds / 60
    let advice = isText ? ", or ask for less" : ""
    return [
      .text("\(given) The whole is the resource \(uri) for \(minutes) minutes: read it there\(advice)."),
      Content(.resourceLink(ResourceDescription(uri: uri, name: "result", mimeType: type, size: body.count))),
    ]
  }

  /// The best place to cut a text: behind a line or an element, and never inside of a character.
  private static func boundary(in text: [UInt8], before limit: Int) -> Int {
    let window = text[max(0, limit - 4096)..<limit]
    if let line = window.lastIndex(of: UInt8(ascii: "\n")) ?? window.lastIndex(of: UInt8(ascii: ",")) {
      return line + 1
    }
    var end = limit
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// The value with its arrays cut so that its text is short enough: the shape stays what the schema says.
  func fitting(_ value: JSONValue, size: Int) -> JSONValue {
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
