package import JSON

/// What a client declared that it can be asked: once per session up to 2025-11-25, with every request since.
package struct ClientCapabilities: Sendable {
  package let declared: JSONObject
  /// The version in which the client is spoken to: it can be asked only what that version knows (LIFE-08).
  private let version: ProtocolVersion

  package init(_ declared: JSONObject = JSONObject(), version: ProtocolVersion) {
    self.declared = declared
    self.version = version
  }

  /// The ways in which a person can be asked; an empty `elicitation` object means forms only (CAP-07).
  package var elicitationModes: Set<ElicitationMode> {
    let known = ProtocolProfile.of(version).elicitationModes
    guard !known.isEmpty, let elicitation = declared["elicitation"]?.object else { return [] }
    // Before there were modes, whatever the object held meant forms.
    if known == [.form] || (elicitation["form"] == nil && elicitation["url"] == nil) { return [.form] }
    return known.filter { elicitation[$0.rawValue]?.object != nil }
  }

  package var hasSampling: Bool { declared["sampling"]?.object != nil }
  package var hasRoots: Bool { declared["roots"]?.object != nil }

  /// Tells whether the client can be asked this (MRTR-04, ELIC-03, SAMP-01, ROOT-01).
  package func allows(_ request: InputRequest) -> Bool {
    switch request {
    case .form: elicitationModes.contains(.form)
    case .url: elicitationModes.contains(.url)
    case .sampling(let params): hasSampling && samplingAllows(params)
    case .roots: hasRoots
    }
  }

  /// Tools and a context beyond the messages need a capability of their own (SAMP-01, SAMP-02).
  private func samplingAllows(_ params: JSONObject) -> Bool {
    let knowsParts = version >= .v2025_11_25
    if params["tools"] != nil || params["toolChoice"] != nil {
      guard knowsParts, declared["sampling"]?["tools"]?.object != nil else { return false }
    }
    guard knowsParts, let context = params["includeContext"], context != "none" else { return true }
    return declared["sampling"]?["context"]?.object != nil
  }
}
