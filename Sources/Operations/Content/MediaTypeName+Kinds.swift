/// The kinds of content of a media type.
extension MediaTypeName {
  /// Whether content of the type is always text, independent of a schema.
  var isAlwaysText: Bool { essence.hasPrefix("text/") || essence.hasSuffix("+xml") || essence.hasSuffix("/xml") }

  /// Whether the type itself means text.
  var isText: Bool {
    isAlwaysText || isJSON || isSequentialJSON || essence.hasSuffix("+yaml") || Self.textTypes.contains(essence)
  }

  /// Whether content of the type is never text.
  var isAlwaysBytes: Bool {
    let kind = essence.prefix { $0 != "/" }
    if ["image", "audio", "video", "font"].contains(kind) { return essence != "image/svg+xml" }
    return Self.byteTypes.contains(essence) || Self.byteTypePrefixes.contains(where: essence.hasPrefix)
      || essence.hasSuffix("+zip") || essence.hasSuffix("+gzip") || essence.hasSuffix("+cbor")
  }

  /// Whether the type is a sequence of JSON values (OpenAPI 3.2.0, 4.14.1).
  var isSequentialJSON: Bool {
    let name = essence.dropFirst("application/".count)
    return ["jsonl", "x-jsonl", "ndjson", "x-ndjson", "jsonlines", "x-jsonlines", "json-lines"].contains(name)
      || isTextSequence
  }

  /// Whether the type is an event stream (HTML, 9.2).
  var isEventStream: Bool { essence == "text/event-stream" }

  /// Whether parts of a body of the type have a meaning before its end.
  package var isStream: Bool {
    isSequence || ["text/plain", "application/stream+json", "multipart/x-mixed-replace"].contains(essence)
  }

  /// Whether the type is a sequence of values.
  var isSequence: Bool { isSequentialJSON || isEventStream }

  /// Whether each value starts with a record separator (RFC 7464).
  var isTextSequence: Bool { essence == "application/json-seq" || essence.hasSuffix("+json-seq") }

  private static let textTypes: Set<String> = [
    "application/csv", "application/ecmascript", "application/edn", "application/graphql", "application/hcl",
    "application/javascript", "application/json5", "application/jwt", "application/n-quads", "application/n-triples",
    "application/pem-certificate-chain", "application/rtf", "application/sparql-query", "application/sparql-update",
    "application/sql", "application/toml", "application/trig", "application/typescript", "application/x-csv",
    "application/x-javascript", "application/x-pem-file", "application/x-sh", "application/x-sql",
    "application/x-www-form-urlencoded", "application/x-yaml", "application/yaml", "image/svg+xml",
    "message/rfc822",
  ]
  private static let byteTypes: Set<String> = [
    "application/cbor", "application/epub+zip", "application/gzip", "application/java-archive", "application/msgpack",
    "application/msword", "application/ogg", "application/pdf", "application/protobuf", "application/vnd.rar",
    "application/wasm", "application/x-7z-compressed", "application/x-bzip2", "application/x-gzip",
    "application/x-msgpack", "application/x-protobuf", "application/x-rar-compressed", "application/x-tar",
    "application/x-xz", "application/x-zip-compressed", "application/zip", "application/zstd",
  ]
  private static let byteTypePrefixes = [
    "application/vnd.ms-", "application/vnd.openxmlformats-officedocument", "application/vnd.oasis.opendocument",
    "application/vnd.google.protobuf", "application/vnd.apple.installer", "application/vnd.android.package-archive",
  ]
}
