import JSON

extension Compiler {
  /// Finds the schema that a reference in a resource refers to (core 8.2.3).
  mutating func target(of reference: String, from base: Int) throws(SchemaError) -> Found {
    guard let target = find(reference, from: base) else { throw SchemaError(.unresolved(reference: reference)) }
    return target
  }

  private mutating func find(_ reference: String, from base: Int) -> Found? {
    let parts = URIReference(reference)
    var resource = base
    if parts.withoutFragment.description != "" {
      guard let other = self.resource(at: resources[base].uri.resolving(parts).withoutFragment) else { return nil }
      resource = other
    }
    guard let fragment = parts.fragment?.percentDecoded, !fragment.isEmpty else {
      return parts.fragment.map { $0.isEmpty } ?? true ? root(of: resource) : nil
    }
    if fragment.hasPrefix("/") {
      return JSONPointer(text: fragment).flatMap { descendant(of: root(of: resource), $0.tokens) }
    }
    guard let pointer = resources[resource].anchors[fragment] else { return nil }
    let tokens = Array(pointer.tokens.dropFirst(resources[resource].pointer.tokens.count))
    return descendant(of: root(of: resource), tokens)
  }

  /// Compiles a `$dynamicRef`; it equals a `$ref` unless it names a `$dynamicAnchor` (core 8.2.3.2).
  mutating func dynamicReference(_ reference: String, from base: Int) throws(SchemaError) -> Keyword {
    let target = try target(of: reference, from: base)
    let schema = try node(for: target)
    guard let name = URIReference(reference).fragment?.percentDecoded,
      resources[target.resource].dynamicAnchors.contains(name)
    else { return .reference(schema) }
    let index = dynamicAnchors.firstIndex { $0.name == name } ?? dynamicAnchors.count
    if index == dynamicAnchors.count { dynamicAnchors.append((name, [:])) }
    return .dynamicReference(fallback: schema, anchor: index)
  }
}
