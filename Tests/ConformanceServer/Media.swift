import MCP

/// The smallest files of their kinds, in base64.
enum Media {
  /// One red pixel.
  static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC"
  /// Silence that does not even begin.
  static let wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="

  static let image = Content(.image(data: png, mimeType: "image/png"))
  static let sound = Content(.audio(data: wav, mimeType: "audio/wav"))
}
