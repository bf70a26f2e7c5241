package import JSON

/// What a client declared that it can be asked: once per session up to 2025-11-25, with every request since.
package struct ClientCapabilities: Sendable {
  package let declared: JSONObject

  package init(_ declared: JSONObject = JSONObject()) { self.declared = declared }

  /// The ways in which a person can be asked; an empty `elicitation` object means forms only (CAP-07).
  package var elicitationModes: Set<ElicitationMode> {
    guard let elicitation = declared["elicitation"]?.object else { return [] }
    if elicitation["form"] == nil, elicitation["url"] == nil { return [.form] }
    return Set([.form, .url].filter { elicitation[$0.rawValue]?.object != nil })
  }

  package var hasSampling: Bool { declared["sampling"]?.object != nil }
  package var hasRoots: Bool { declared["roots"]?.object != nil }

  /// Tells whether the client can be asked this.
  package func allows(_ request: InputRequest) -> Bool {
    switch request {
    case .form: elicitationModes.contains(.form)
    case .url: elicitationModes.contains(.url)
    case .sampling(let params): hasSampling && (params["tools"] == nil || declared["sampling"]?["tools"] != nil)
    case .roots: hasRoots
    }
  }
}
