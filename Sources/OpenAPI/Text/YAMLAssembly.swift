/// Makes values of the parts of a YAML text, the innermost first.
protocol YAMLAssembly {
  associatedtype Value

  mutating func scalar(_ scalar: YAMLScalar, at mark: YAMLMark) -> Value
  mutating func sequence(_ elements: [Value], at mark: YAMLMark) -> Value
  mutating func mapping(_ members: [YAMLMember<Value>], at mark: YAMLMark) -> Value

  /// The mappings that a merge key brings in: a mapping itself, or those in a list; `nil` for anything else.
  func mappings(of value: Value) -> [[YAMLMember<Value>]]?
}

/// A member of a mapping, and where its key stands.
struct YAMLMember<Value> {
  var name: String
  var mark: YAMLMark
  var value: Value
}
