import TextCoding

/// A reference split into file and fragment (RFC 3986, 4.1).
struct ReferenceTarget {
  /// The part before the `#`; empty for the same file.
  let file: Substring
  /// The percent-decoded part after the `#`; `nil` if it cannot be decoded.
  let fragment: String?

  init(_ text: String) {
    let mark = text.firstIndex(of: "#")
    file = text[..<(mark ?? text.endIndex)]
    fragment = mark.map { PercentDecoding.decoded(text[text.index(after: $0)...]) } ?? ""
  }

  /// Whether the file has a scheme (`https:`) or a host (`//host/`).
  var isAbsolute: Bool { Self.isAbsolute(file) }

  static func isAbsolute(_ file: Substring) -> Bool {
    if file.hasPrefix("//") { return true }
    guard let end = file.firstIndex(where: { "/?#:".contains($0) }), file[end] == ":" else { return false }
    return file[..<end].first?.isLetter ?? false
  }

  /// The path from the document's folder to the file.
  ///
  /// - Parameters:
  ///   - file: The file part of a reference.
  ///   - base: The path of the file that contains the reference.
  /// - Returns: The path without `.` and `..`; `nil` if it leads out of the folder.
  static func path(_ file: Substring, from base: String) -> String? {
    guard !file.hasPrefix("/"), !file.contains("?"), let text = PercentDecoding.decoded(file) else { return nil }
    guard !text.utf8.contains(0), !text.contains("\\") else { return nil }
    var names = base.split(separator: "/").dropLast().map(String.init)
    for name in text.split(separator: "/") {
      switch name {
      case ".": continue
      case "..": guard names.popLast() != nil else { return nil }
      default: names.append(String(name))
      }
    }
    return names.isEmpty ? nil : names.joined(separator: "/")
  }
}

/// Percent-decoding (RFC 3986, 2.1).
enum PercentDecoding {
  /// The decoded text; `nil` if an escape is malformed, or the result is not UTF-8.
  static func decoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    return PercentCoding.decode(text.utf8, malformed: .refused).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
