/// Builds values from the parts of a YAML text, innermost first.
protocol YAMLAssembly {
  associatedtype Value

  mutating func scalar(_ scalar: YAMLScalar, at mark: YAMLMark) -> Value
  mutating func sequence(_ elements: [Value], at mark: YAMLMark) -> Value
  mutating func mapping(_ members: [YAMLMember<Value>], at mark: YAMLMark) -> Value

  /// The mappings that a merge key adds: a mapping, or a list of them; `nil` for any other value.
  func mappings(of value: Value) -> [[YAMLMember<Value>]]?
}

/// A member of a mapping, with the position of its key.
struct YAMLMember<Value> {
  var name: String
  var mark: YAMLMark
  var value: Value
}
