import CommonMark
import JSON

/// Reads a line of JSON, an array of documents, and writes a line with an array of their HTML; for tests against other
/// implementations.
@main
enum CommonMarkFilter {
  static func main() throws {
    let policy = HTMLPolicy(relation: nil, showsImages: true) { $0 }
    while let line = readLine() {
      let documents = try JSONParser.parse(line).array ?? []
      let html = documents.map { JSONValue.string(CommonMarkDocument($0.string ?? "").html(policy)) }
      print(JSONValue.array(html).description)
    }
  }
}
