import Glibc
package import JSON
package import ProcessEnvironment
import TextCoding

/// The contents of a resource (`ReadResourceResult`), for standard output.
package struct PageContent: Sendable {
  /// The bytes of all contents, in their order.
  package let bytes: [UInt8]
  /// Whether all contents are text.
  package let isText: Bool
  /// The media types of the contents, each once.
  package let mimeTypes: [String]

  /// Reads a result.
  ///
  /// - Throws: An error if a content is neither text nor base64.
  package init(_ result: JSONObject) throws(CommandFailure) {
    var bytes: [UInt8] = []
    var isText = true
    var mimeTypes: [String] = []
    let contents = result["contents"]?.array ?? []
    for (index, content) in contents.enumerated() {
      if let type = content["mimeType"]?.string, !mimeTypes.contains(type) { mimeTypes.append(type) }
      if let text = content["text"]?.string {
        // Several texts are told apart by their URIs.
        if contents.count > 1 {
          bytes += "\(index == 0 ? "" : "\n\n")\(content["uri"]?.string ?? ""):\n\n".utf8
        }
        bytes += text.utf8
      } else if let blob = content["blob"]?.string.flatMap({ Base64.bytes(lenient: $0[...]) }) {
        isText = false
        bytes += blob
      } else {
        throw .failed("the page has a content that is neither text nor base64")
      }
    }
    self.bytes = bytes
    self.isText = isText
    self.mimeTypes = mimeTypes
  }

  /// Writes the contents to standard output: text readably, anything else unchanged and only where no terminal shows it.
  ///
  /// - Throws: An error if they cannot be written, or are binary and would go to a terminal.
  func print() throws(CommandFailure) {
    guard isText else {
      guard isatty(STDOUT_FILENO) != 1 else {
        let type = mimeTypes.isEmpty ? "" : " (\(mimeTypes.joined(separator: ", ")))"
        throw .failed(
          "this page is binary\(type), \(bytes.count) bytes, and not shown on a terminal: send it to a file, with > FILE"
        )
      }
      return try StandardStream.output(bytes: bytes)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    try StandardStream.output(text.hasSuffix("\n") ? String(text.dropLast()) : text)
  }
}
