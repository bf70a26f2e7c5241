import JSON

/// Parses YAML text to a JSON value: member order and number text are kept, and names are strings.
///
/// Scalars are read in the core schema of YAML 1.2, as OpenAPI recommends: `yes`, `no`, `on` and `off` are strings.
/// Merge keys (`<<`) are supported nevertheless, because documents have them.
struct YAMLText: YAMLAssembly {
  static func value(of text: Span<UInt8>) throws(DocumentError) -> JSONValue {
    try YAMLReader.read(text, YAMLText()).root
  }

  func scalar(_ scalar: YAMLScalar, at mark: YAMLMark) -> JSONValue { scalar.value }

  func sequence(_ elements: [JSONValue], at mark: YAMLMark) -> JSONValue { .array(elements) }

  func mapping(_ members: [YAMLMember<JSONValue>], at mark: YAMLMark) -> JSONValue {
    .object(JSONObject(members.map { ($0.name, $0.value) }))
  }

  func mappings(of value: JSONValue) -> [[YAMLMember<JSONValue>]]? {
    let objects = value.array ?? [value]
    // The position of a merged member is not needed here.
    let nowhere = YAMLMark(line: 0, column: 0)
    let mappings = objects.compactMap { $0.object?.members.map { YAMLMember(name: $0, mark: nowhere, value: $1) } }
    return mappings.count == objects.count ? mappings : nil
  }
}
