package import JSON

/// The capabilities that a client declared: once per session up to 2025-11-25, with every request since.
package struct ClientCapabilities: Sendable {
  /// The capabilities as JSON, as the client sent them.
  package let declared: JSONObject
  /// The protocol version of the client: it limits the requests that the client can get (LIFE-08).
  private let version: ProtocolVersion

  /// Reads declared capabilities for a protocol version.
  package init(_ declared: JSONObject = JSONObject(), version: ProtocolVersion) {
    self.declared = declared
    self.version = version
  }

  /// The modes in which a person can be asked; an empty `elicitation` object means forms only (CAP-07).
  package var elicitationModes: Set<ElicitationMode> {
    let known = ProtocolProfile.of(version).elicitationModes
    guard !known.isEmpty, let elicitation = declared["elicitation"]?.object else { return [] }
    // Before modes existed, any `elicitation` object meant forms.
    if known == [.form] || (elicitation["form"] == nil && elicitation["url"] == nil) { return [.form] }
    return known.filter { elicitation[$0.rawValue]?.object != nil }
  }

  /// Whether the client can sample from a model.
  package var hasSampling: Bool { declared["sampling"]?.object != nil }
  /// Whether the client can list its roots.
  package var hasRoots: Bool { declared["roots"]?.object != nil }

  /// Whether the client can get a request (MRTR-04, ELIC-03, SAMP-01, ROOT-01).
  package func allows(_ request: InputRequest) -> Bool {
    switch request {
    case .form: elicitationModes.contains(.form)
    case .url: elicitationModes.contains(.url)
    case .sampling(let params): hasSampling && samplingAllows(params)
    case .roots: hasRoots
    }
  }

  /// Whether the client has the extra capabilities for tools and for a context beyond the messages (SAMP-01, SAMP-02).
  private func samplingAllows(_ params: JSONObject) -> Bool {
    let knowsParts = version >= .v2025_11_25
    if params["tools"] != nil || params["toolChoice"] != nil {
      guard knowsParts, declared["sampling"]?["tools"]?.object != nil else { return false }
    }
    guard knowsParts, let context = params["includeContext"], context != "none" else { return true }
    return declared["sampling"]?["context"]?.object != nil
  }
}
