import JSON
import JSONRPC

/// The changes that a client subscribes to (2026-07-28, `SubscriptionFilter`).
struct SubscriptionFilter: Sendable {
  var lists: [CatalogList] = []
  /// The URIs of resources; `nil` if the client asked for none.
  var resources: [String]?

  /// Reads the params of `subscriptions/listen` (SUB-01).
  init(_ params: JSONObject) throws(JSONRPCError) {
    guard let filter = params["notifications"]?.object else {
      throw .invalidParams("The params need notifications, an object that says what to hear of")
    }
    for list in CatalogList.allCases {
      let name = Self.member(list)
      guard let value = filter[name] else { continue }
      guard let isWanted = value.bool else { throw .invalidParams("\(name) must be true or false") }
      if isWanted { lists.append(list) }
    }
    guard let uris = filter["resourceSubscriptions"] else { return }
    let texts = uris.array?.compactMap(\.string)
    guard let texts, texts.count == uris.array?.count else {
      throw .invalidParams("resourceSubscriptions must be an array of URIs")
    }
    resources = texts
  }

  /// The part of the filter that the server announces (SUB-02, SUB-12).
  func honoured(by catalog: Catalog) -> SubscriptionFilter {
    var filter = self
    filter.lists = lists.filter { catalog.announces(.list($0)) }
    if !catalog.hasResourceSubscriptions { filter.resources = nil }
    return filter
  }

  func wants(_ change: CatalogChange) -> Bool {
    switch change {
    case .list(let list): lists.contains(list)
    case .resource(let uri): resources?.contains(uri) ?? false
    }
  }

  var json: JSONObject {
    var object = JSONObject()
    for list in lists { object.append(Self.member(list), true) }
    object.append("resourceSubscriptions", ifPresent: resources.map { .array($0.map(JSONValue.string)) })
    return object
  }

  private static func member(_ list: CatalogList) -> String { "\(list.rawValue)ListChanged" }
}
