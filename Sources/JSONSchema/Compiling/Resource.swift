import JSON

/// A schema that has a URI of its own: a document, or a part of one that has an `$id` (core 4.3.5).
struct Resource: Sendable {
  let uri: URIReference
  /// Where the resource begins in its document.
  let pointer: JSONPointer
  /// The `$schema` that the resource names, or else that of the resource around it.
  let dialectURI: String?
  /// Where each `$anchor` and `$dynamicAnchor` of the resource stands, within the document.
  var anchors: [String: JSONPointer] = [:]
  /// Those of the anchors that are dynamic.
  var dynamicAnchors: Set<String> = []
}
