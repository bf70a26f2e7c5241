import OpenAPI
import Schemas

extension APIDocument {
  /// Reads the document and the overlays that the settings name; what they do not name is built in.
  ///
  /// - Throws: Which file cannot be used, and why.
  init(_ settings: Settings) throws(CommandFailure) {
    let overlays = try Self.overlays(settings)
    guard let path = settings.spec else {
      self = try Self.reading("the built-in document") { () throws(DocumentError) in
        try APIDocument(reading: Schemas.openAPI.text, overlays: overlays)
      }
      return
    }
    let bytes = try Self.bytes(of: path)
    self = try Self.reading(path) { () throws(DocumentError) in try APIDocument(reading: bytes, overlays: overlays) }
  }

  private static func overlays(_ settings: Settings) throws(CommandFailure) -> [Overlay] {
    guard !settings.overlays.isEmpty else {
      let overlay = try reading("the built-in overlay") { () throws(DocumentError) in
        try Overlay(reading: Schemas.overlay.text)
      }
      return [overlay]
    }
    var overlays: [Overlay] = []
    for path in settings.overlays {
      let bytes = try bytes(of: path)
      overlays.append(try reading(path) { () throws(DocumentError) in try Overlay(reading: bytes) })
    }
    return overlays
  }

  private static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    do throws(FileError) { return try File.bytes(path) } catch { throw .usage("\(error)") }
  }

  private static func reading<Result>(
    _ name: String,
    _ body: () throws(DocumentError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(DocumentError) { return try body() } catch { throw .usage("\(name): \(error)") }
  }
}
