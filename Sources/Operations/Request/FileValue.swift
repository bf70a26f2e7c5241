import TextCoding

/// The bytes for which the text of an argument stands.
struct FileValue: Sendable {
  let bytes: [UInt8]
  /// The name of the file; `nil` if it has none.
  let name: String?
  /// The media type; `nil` if it is unknown.
  let type: String?

  /// Decodes base64 (RFC 4648) or a `data:` URL (RFC 2397), or reads a file of the folder for uploads.
  ///
  /// The three cannot be confused: base64 has no colon.
  ///
  /// - Throws: A failure that names the argument and its fault.
  init(_ text: String, argument: String, folder: UploadFolder?) throws(CallFailure) {
    if text.hasPrefix("file:") {
      guard let folder else {
        throw CallFailure(
          "\(argument) names a file, and no folder for uploads is configured: give the content in base64. Nothing was sent."
        )
      }
      let file = try folder.file(text.dropFirst("file:".count), argument: argument)
      (bytes, name, type) = (file.bytes, file.name, FileType.of(file.name))
      return
    }
    var content = text[...]
    var type: String?
    var name: String?
    if text.hasPrefix("data:"), let comma = text.firstIndex(of: ",") {
      let parts = text[..<comma].dropFirst("data:".count).split(separator: ";", omittingEmptySubsequences: false)
      guard parts.last == "base64" else {
        throw CallFailure("\(argument) has to be a data: URL in base64. Nothing was sent.")
      }
      type = parts.first.flatMap { $0.contains("/") ? String($0) : nil }
      name = parts.first { $0.hasPrefix("name=") }.map { PercentEncoding.decoded(String($0.dropFirst(5))) }
      content = text[text.index(after: comma)...]
    }
    guard let decoded = Base64.bytes(lenient: content) else {
      throw CallFailure("\(argument) has to be base64, and this is none. Nothing was sent.")
    }
    (bytes, self.name, self.type) = (decoded, name, type ?? name.flatMap(FileType.of))
  }
}

/// The media types of files that APIs request most, by file extension.
enum FileType {
  static func of(_ name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return types[name[name.index(after: dot)...].lowercased()]
  }

  private static let types = [
    "csv": "text/csv", "gif": "image/gif", "gz": "application/gzip", "html": "text/html", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "json": "application/json", "md": "text/markdown", "mp3": "audio/mpeg",
    "pdf": "application/pdf",
    "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain", "wav": "audio/wav", "webp": "image/webp",
    "xml": "application/xml", "yaml": "application/yaml", "yml": "application/yaml", "zip": "application/zip",
  ]
}
