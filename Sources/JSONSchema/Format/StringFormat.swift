/// Checks of texts by `format`, for code that examines values without compiling a schema.
package enum StringFormat {
  /// The check of a format; `nil` if it is an annotation only.
  package static func named(_ name: String) -> ((String) -> Bool)? { Format(rawValue: name).map { $0.accepts } }
}
