import Foundation
import HTTPTypes
import JSON

/// A request as a server reads it, by Foundation's means and by the words of the RFCs: nothing of what wrote it.
struct ReceivedRequest {
  let segments: [String]
  /// The pairs of the query, as they came: percent-encoded.
  let query: [(name: String, value: String)]
  let fields: HTTPFields
  let cookies: [(name: String, value: String)]
  let body: [UInt8]

  init(_ asked: StubBackend.Asked) {
    let target = asked.request.path ?? ""
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    segments = parts[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).map(String.init)
    query = Self.pairs(parts.count > 1 ? String(parts[1]) : "", separator: "&")
    fields = asked.request.headerFields
    cookies = Self.pairs(fields[.cookie] ?? "", separator: ";")
    body = asked.body
  }

  static func decoded(_ text: some StringProtocol) -> String { String(text).removingPercentEncoding ?? "not encoded" }

  static func pairs(_ text: String, separator: Character) -> [(name: String, value: String)] {
    text.split(separator: separator).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = decoded(parts[0].trimmingCharacters(in: .whitespaces))
      return (name, parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// The values of a name in the query, decoded.
  func values(_ name: String) -> [String] { query.filter { $0.name == name }.map { Self.decoded($0.value) } }

  /// The elements of a list whose separator stands as it is and is encoded within them.
  func list(_ name: String, separator: String) -> [String]? {
    query.first { $0.name == name }.map { $0.value.components(separatedBy: separator).map(Self.decoded) }
  }

  func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }

  /// The parts of a multipart body by the names in their heads.
  var parts: [(head: String, content: [UInt8])] {
    let type = field("Content-Type") ?? ""
    guard let mark = type.range(of: "boundary=") else { return [] }
    let text = String(decoding: body, as: UTF8.self)
    let delimiter = "--\(type[mark.upperBound...])"
    return text.components(separatedBy: delimiter).dropFirst().dropLast().map { part in
      guard let gap = part.range(of: "\r\n\r\n", options: .literal) else { return ("", []) }
      return (String(part[..<gap.lowerBound]), Array(part[gap.upperBound...].utf8.dropLast(2)))
    }
  }

  func part(_ name: String) -> [String] {
    parts.filter { $0.head.contains("name=\"\(name)\"") }.map { String(decoding: $0.content, as: UTF8.self) }
  }
}
