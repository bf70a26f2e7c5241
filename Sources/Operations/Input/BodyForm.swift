import JSON
import OpenAPI

/// The format of an operation's body, chosen among those that its document offers.
struct BodyForm: Sendable {
  enum Kind: Int, Sendable, Comparable {
    // In order of preference: the one that tells a model most about its parts comes first.
    case json, form, multipart, sequence, text, bytes

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let kind: Kind
  let media: MediaType
  /// The self-contained schema of the whole body.
  let schema: JSONValue
  /// The media types that a caller chooses from; empty if there is no choice.
  ///
  /// Only the caller knows the type of text and bytes; a range such as `image/*` is included as it is.
  let choices: [String]
  /// The JSON types to choose from; `nil` if there is only one.
  let json: JSONBodyChoice?

  /// The most media types considered, each of which has a schema.
  private static let maximumTypes = 50

  /// The media types considered; of very many, JSON types first.
  private static func considered(_ content: [MediaType]) -> [MediaType] {
    guard content.count > maximumTypes else { return content }
    return Array((content.filter(\.isJSON) + content.filter { !$0.isJSON }).prefix(maximumTypes))
  }

  /// Chooses the format of a body; `nil` if the document offers none.
  init?(_ body: RequestBody, in document: APIDocument) {
    let offered = Self.considered(body.content).map { media in
      let schema = media.schema.map(document.dereferenceNaming)
      return (media: media, kind: Kind(media, schema), schema: schema)
    }
    guard let kind = offered.map(\.kind).min() else { return nil }
    self.kind = kind
    // Types that are written as JSON for lack of a better format come after those that are JSON.
    let same = offered.filter { $0.kind == kind }
    let named = same.filter(\.media.isJSON)
    let alike = named.isEmpty ? same : named
    let first = alike[0]
    media = first.media
    var schema = first.schema ?? [:]
    var json: JSONBodyChoice?
    switch kind {
    case .json:
      if first.schema == nil, let items = first.media.itemSchema { schema = Self.sequence(of: items, in: document) }
      json = JSONBodyChoice(alike.map { ($0.media.type, $0.schema ?? schema) })
      choices = json?.names ?? []
    case .form: choices = []
    case .multipart, .sequence:
      let isSequence = SchemaTypes.of(first.schema).contains("array")
      let items = first.media.itemSchema ?? (kind == .sequence ? first.media.schema : nil)
      if !isSequence, let items {
        schema = Self.sequence(of: items, in: document)
      }
      choices = []
    case .text, .bytes:
      let types = alike.map(\.media.type)
      choices = types.count > 1 || types[0].contains("*") ? types : []
    }
    self.json = json
    self.schema = SchemaTypes.resolvingRoot(json?.schema ?? schema)
  }

  private static func sequence(of items: JSONValue, in document: APIDocument) -> JSONValue {
    document.dereferenceNaming(["type": "array", "items": items])
  }

  /// The media type to send if the caller has no choice.
  var type: String {
    switch kind {
    case .json: media.type.utf8.contains(UInt8(ascii: "*")) ? "application/json" : media.type
    case .form: "application/x-www-form-urlencoded"
    case .multipart: media.essence
    case .sequence: media.type
    case .text: media.type.contains("*") ? "text/plain" : media.type
    case .bytes: media.type.contains("*") ? "application/octet-stream" : media.type
    }
  }
}

extension BodyForm.Kind {
  /// - Parameters:
  ///   - media: The media type in the document.
  ///   - schema: Its self-contained schema.
  fileprivate init(_ media: MediaType, _ schema: JSONValue?) {
    switch media.kind {
    case .json: self = .json
    case .form: self = .form
    // Parts of which the document tells nothing are written by the caller, as one content.
    case .multipart
    where media.essence == "multipart/form-data" || media.itemSchema != nil
      || !SchemaTypes.of(schema).isDisjoint(with: ["object", "array"]):
      self = .multipart
    case .multipart, .xml, .text, .binary:
      let type = MediaTypeName(media.type)
      if type.isSequence, media.itemSchema != nil || !SchemaTypes.of(schema).isDisjoint(with: ["array", "object"]) {
        self = .sequence
        return
      }
      // No other format can express objects and arrays if the document does not say how.
      self =
        switch ContentKind(type, schema) {
        case .text: .text
        case .bytes: .bytes
        case nil: .json
        }
    }
  }
}
