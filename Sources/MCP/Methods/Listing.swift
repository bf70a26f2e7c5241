import JSON
import JSONRPC

extension MethodCall {
  /// Handles a list method: returns one page; pages are encoded once and kept.
  func list<Item>(
    _ method: Method,
    _ items: [Item],
    member: String,
    _ json: (Item) -> JSONValue
  ) throws(JSONRPCError) -> Handling {
    let size = catalog.features.pageSize
    let offset = try Cursor.offset(params["cursor"], of: method.rawValue, count: items.count, pageSize: size)
    let key = EncodedResults.Key(method: method, version: profile.version, offset: offset)
    let page = catalog.encoded.result(key) {
      let end = min(offset + size, items.count)
      var result: JSONObject = [member: .array(items[offset..<end].map(json))]
      if end < items.count { result.append("nextCursor", .string(Cursor.text(offset: end, of: method.rawValue))) }
      return JSONValue.object(finished(result, isCacheable: true)).json
    }
    return .now(Reply(id: id, .encoded(page)))
  }
}

/// The start of a page of a list, as an opaque text that is the same on every instance (PAGE-02).
enum Cursor {
  static func text(offset: Int, of method: String) -> String { "\(method)@\(offset)" }

  /// Reads a cursor; absent, null or empty, which some clients send first, means the first page (PAGE-05).
  ///
  /// - Throws: The fault of a cursor that was never handed out (PAGE-03).
  static func offset(
    _ cursor: JSONValue?,
    of method: String,
    count: Int,
    pageSize: Int
  ) throws(JSONRPCError) -> Int {
    guard let cursor, cursor != .null, cursor != "" else { return 0 }
    guard let text = cursor.string, text.hasPrefix("\(method)@"), let offset = Int(text.dropFirst(method.count + 1)),
      offset > 0, offset < count, offset.isMultiple(of: pageSize), self.text(offset: offset, of: method) == text
    else { throw .invalidParams("Invalid cursor: use the nextCursor of the page before, or none for the first page") }
    return offset
  }
}
