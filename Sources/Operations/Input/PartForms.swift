/// The forms of the parts of a multipart body.
struct PartForms: Sendable {
  /// Those of members that the document names.
  var named: [String: PartForm] = [:]
  /// Those of the first elements of a body without names, in their order.
  var first: [PartForm] = []
  /// The form of every other part; `nil` where nothing is said of it.
  var other: PartForm?

  /// The form of the member of a name.
  subscript(name: String) -> PartForm? { named[name] ?? other }

  /// The form of the element at a position.
  subscript(position: Int) -> PartForm? { first.indices.contains(position) ? first[position] : other }
}
