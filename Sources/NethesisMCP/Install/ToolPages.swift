import JSON

/// The pages of `tools/list`, asked for one after the other.
struct ToolPages {
  /// The most pages that are read, so that a server that never ends its list is left.
  private static let maximumCount = 1000

  /// The names of the tools so far.
  private(set) var names: [String] = []
  /// The parameters of the next request; `nil` after the last page.
  private(set) var next: JSONObject? = [:]
  private var count = 0

  /// Adds the result of a request.
  mutating func add(_ result: JSONValue) {
    names += result["tools"]?.array?.compactMap { $0["name"]?.string } ?? []
    count += 1
    next = count < Self.maximumCount ? result["nextCursor"]?.string.map { ["cursor": .string($0)] } : nil
  }
}
