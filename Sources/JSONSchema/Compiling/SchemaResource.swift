import JSON

/// A schema with a URI of its own: a document, or a part of one with `$id` (core 4.3.5).
struct SchemaResource: Sendable {
  let uri: URIReference
  /// The position of the resource in its document.
  let pointer: JSONPointer
  /// The `$schema` of the resource, or else of the enclosing one.
  let dialectURI: String?
  /// The position of each `$anchor` and `$dynamicAnchor` of the resource, within the document.
  var anchors: [String: JSONPointer] = [:]
  /// The names of the dynamic anchors among them.
  var dynamicAnchors: Set<String> = []
}
