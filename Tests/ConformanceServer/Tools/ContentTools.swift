import JSON
import MCP

/// The tools that answer at once, each with another kind of content.
extension Tool {
  static let simpleText = fixture("test_simple_text", "Answers with a text") { _, _ in
    .content(.text("This is a simple text response for testing."))
  }

  static let imageContent = fixture("test_image_content", "Answers with an image") { _, _ in .content(Media.image) }

  static let audioContent = fixture("test_audio_content", "Answers with a sound") { _, _ in .content(Media.sound) }

  static let embeddedResource = fixture("test_embedded_resource", "Answers with a resource") { _, _ in
    let body = ResourceContents.Body.text("This is an embedded resource content.")
    return .content(
      Content(.resource(ResourceContents(uri: "test://embedded-resource", mimeType: "text/plain", body)))
    )
  }

  static let multipleContentTypes = fixture("test_multiple_content_types", "Answers with several things") { _, _ in
    let body = ResourceContents.Body.text(#"{"test":"data","value":123}"#)
    let contents = ResourceContents(uri: "test://mixed-content-resource", mimeType: "application/json", body)
    return .content(.text("Multiple content types test:"), Media.image, Content(.resource(contents)))
  }

  static let errorHandling = fixture("test_error_handling", "Fails, always") { _, _ in
    .complete(.failure("This tool intentionally returns an error for testing"))
  }

  /// Ends its stream in mid-call: the client comes back for the result (LHTTP-14).
  static let reconnection = fixture("test_reconnection", "Ends its stream before its result") { _, context in
    context.log(.info, logger: "test_reconnection", "The stream ends here")
    context.endStreamEarly()
    return .content(.text("The result is here, whichever stream it came on."))
  }
}
