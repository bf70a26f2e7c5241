import JSON
import OpenAPI

/// The form in which an operation's body is written, chosen among those that its document offers.
struct BodyForm: Sendable {
  enum Kind: Int, Sendable, Comparable {
    // In the order in which they are chosen: what tells a model most of its parts comes first.
    case json, form, multipart, text, binary

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let kind: Kind
  let media: MediaType
  /// The media types among which a caller has to choose; empty if there is no choice.
  ///
  /// Of text and bytes nothing but the caller knows what they are; a range such as `image/*` is among them as it is.
  let choices: [String]

  /// Chooses the form of a body; `nil` if the document offers none.
  init?(_ body: RequestBody) {
    let offered = body.content.map { (media: $0, kind: Kind($0)) }
    guard let first = offered.min(by: { $0.kind < $1.kind }) else { return nil }
    kind = first.kind
    media = first.media
    let alike = offered.filter { $0.kind == first.kind }.map(\.media.type)
    switch kind {
    case .json, .form, .multipart: choices = []
    case .text, .binary: choices = alike.count > 1 || alike[0].contains("*") ? alike : []
    }
  }

  /// The media type that is written where the caller has none to choose.
  var type: String {
    switch kind {
    case .json: media.type.contains("*") ? "application/json" : media.type
    case .form: "application/x-www-form-urlencoded"
    case .multipart: media.essence
    case .text: media.type.contains("*") ? "text/plain" : media.type
    case .binary: media.type.contains("*") ? "application/octet-stream" : media.type
    }
  }
}

extension BodyForm.Kind {
  fileprivate init(_ media: MediaType) {
    switch media.kind {
    case .json: self = .json
    case .form: self = .form
    case .multipart: self = .multipart
    case .xml, .text: self = .text
    case .binary:
      // A body of any type at all is JSON if it is an object or an array: nothing else writes those.
      let isAnything = media.essence == "*/*" || media.essence == "application/*"
      self =
        isAnything && FileSchema.types(of: media.schema).contains { $0 == "object" || $0 == "array" } ? .json : .binary
    }
  }
}
