/// The cookies of a request (RFC 6265 section 4.2.1).
package enum CookieField {
  /// The values of a cookie, in the order of the fields; several paths may each have set one of that name.
  package static func values(of name: String, in fields: [String]) -> [String] {
    fields.flatMap { field in
      field.split(separator: ";").compactMap { pair in
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == name ? String(parts[1]) : nil
      }
    }
  }
}
