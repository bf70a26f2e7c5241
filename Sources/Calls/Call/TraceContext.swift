import HTTPTypes
import JSON

/// Propagates the trace context of a call (META-07; W3C Trace Context).
enum TraceContext {
  private static let names = ["traceparent", "tracestate"].compactMap { key in HTTPField.Name(key).map { (key, $0) } }

  /// The members of a request's `_meta` that are passed on.
  static func part(of meta: JSONObject) -> JSONObject {
    JSONObject(names.compactMap { key, _ in meta[key].map { (key, $0) } })
  }

  /// Copies the fields except `baggage`, whose contents were not meant for the API.
  static func copy(from meta: JSONObject, to fields: inout HTTPFields) {
    guard !meta.isEmpty else { return }
    for (key, name) in names {
      guard let value = meta[key]?.string, value.utf8.count <= 512, HTTPField.isValidValue(value) else { continue }
      fields[name] = value
    }
  }
}
