import JSON

extension ProtocolProfile {
  func json(_ implementation: Implementation) -> JSONObject {
    var object: JSONObject = ["name": .string(implementation.name)]
    if hasTitles { object.append("title", ifPresent: implementation.title.map(JSONValue.string)) }
    object.append("version", .string(implementation.version))
    if hasIcons {
      object.append("description", ifPresent: implementation.description.map(JSONValue.string))
      object.append("websiteUrl", ifPresent: implementation.websiteURL.map(JSONValue.string))
    }
    return object
  }

  /// The server's capabilities as declared to a client of this version (CAP-01 … CAP-06).
  func capabilities(of catalog: Catalog) -> JSONObject {
    var object = JSONObject()
    func list(_ list: CatalogList) -> JSONObject {
      catalog.features.changingLists.contains(list) ? ["listChanged": true] : [:]
    }
    if catalog.offers(.tools) { object.append("tools", .object(list(.tools))) }
    if catalog.offers(.resources) {
      var resources = list(.resources)
      if catalog.features.hasResourceSubscriptions { resources.append("subscribe", true) }
      object.append("resources", .object(resources))
    }
    if catalog.offers(.prompts) { object.append("prompts", .object(list(.prompts))) }
    if catalog.hasCompletions, hasCompletionsCapability { object.append("completions", [:]) }
    if catalog.features.loggingEras.contains(version.era) { object.append("logging", [:]) }
    return object
  }

  /// Encodes a question as the params of a request in this version; modern ones carry no elicitation id.
  func params(_ request: InputRequest, elicitationID: String? = nil) -> JSONObject {
    switch request {
    case .form(let message, let schema):
      var params: JSONObject = elicitationModes.contains(.url) ? ["mode": "form"] : [:]
      params.append("message", .string(message))
      params.append("requestedSchema", .object(schema))
      return params
    case .url(let message, let url):
      var params: JSONObject = ["mode": "url", "message": .string(message)]
      params.append("elicitationId", ifPresent: elicitationID.map(JSONValue.string))
      params.append("url", .string(url))
      return params
    case .sampling(let params): return params
    case .roots: return [:]
    }
  }
}
