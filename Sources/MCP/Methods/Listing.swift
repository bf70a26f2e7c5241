import JSON
import JSONRPC

extension MethodCall {
  /// Handles a list method: returns one page; pages are encoded once and kept.
  ///
  /// A page ends after a number of items or bytes, and has at least one item. Where it ends depends on the pages before
  /// it alone, so it is the same on every instance.
  func list<Item>(
    _ method: Method,
    _ items: [Item],
    member: String,
    _ json: (Item) -> JSONValue
  ) throws(JSONRPCError) -> Handling {
    let offset = try Cursor.offset(params["cursor"], of: method.rawValue, count: items.count)
    var page = self.page(method, from: 0, items, member: member, json)
    var start = 0
    while start < offset {
      start = page.end
      page = self.page(method, from: start, items, member: member, json)
    }
    guard start == offset else { throw Cursor.invalid }
    return .now(Reply(id: id, .encoded(page.bytes)))
  }

  private func page<Item>(
    _ method: Method,
    from start: Int,
    _ items: [Item],
    member: String,
    _ json: (Item) -> JSONValue
  ) -> EncodedResults.Result {
    // A list that depends on the caller is one list for each set of levels, and no shared cache may keep it (AUTH-16).
    let listed = method == .listTools ? context.origin.listed : nil
    let key = EncodedResults.Key(method: method, version: profile.version, offset: start, listed: listed)
    return catalog.encoded.result(key) {
      let limits = catalog.features
      var elements = [UInt8(ascii: "[")]
      var end = start
      while end < min(start + limits.pageSize, items.count) {
        let item = json(items[end]).json
        guard end == start || elements.count + item.count < limits.pageBytes else { break }
        if end > start { elements.append(UInt8(ascii: ",")) }
        elements += item
        end += 1
      }
      elements.append(UInt8(ascii: "]"))
      var result: JSONObject = [member: []]
      if end < items.count { result.append("nextCursor", .string(Cursor.text(offset: end, of: method.rawValue))) }
      let bytes = Self.json(finished(result, isCacheable: true, isPrivate: listed != nil), with: elements, as: member)
      return EncodedResults.Result(bytes: bytes, end: end)
    }
  }

  /// A result as JSON, with an array that is encoded already as one of its members.
  private static func json(_ result: JSONObject, with elements: [UInt8], as member: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(elements.count + 512)
    for entry in result.members {
      bytes.append(bytes.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
      bytes += JSONValue.string(entry.name).json
      bytes.append(UInt8(ascii: ":"))
      bytes += entry.name == member ? elements : entry.value.json
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}

/// The start of a page of a list, as an opaque text that is the same on every instance (PAGE-02).
enum Cursor {
  static func text(offset: Int, of method: String) -> String { "\(method)@\(offset)" }

  /// The fault of a cursor that was never handed out (PAGE-03).
  static let invalid = JSONRPCError.invalidParams(
    "Invalid cursor: use the nextCursor of the page before, or none for the first page"
  )

  /// Reads a cursor; absent, null or empty, which some clients send first, means the first page (PAGE-05).
  ///
  /// - Throws: ``invalid`` for a text of another form; the start of no page has to be found out by the caller.
  static func offset(_ cursor: JSONValue?, of method: String, count: Int) throws(JSONRPCError) -> Int {
    guard let cursor, cursor != .null, cursor != "" else { return 0 }
    guard let text = cursor.string, text.hasPrefix("\(method)@"), let offset = Int(text.dropFirst(method.count + 1)),
      offset > 0, offset < count, self.text(offset: offset, of: method) == text
    else { throw invalid }
    return offset
  }
}
