import HTTPTypes
import JSON
import OpenAPI

/// Builds the body of a request from the arguments of a call.
struct BodyTemplate: Sendable {
  /// The form of the body; `nil` if the operation takes none.
  private let form: BodyForm?
  /// The arguments that are members of the body, in the order of the document.
  private let members: [(name: String, argument: String)]
  private let argumentNames: [String: String]
  /// The arguments with a place of their own, if all others become members; `nil` if the body allows no further ones.
  private let known: Set<String>?
  /// The argument that is the whole body; `nil` without one.
  private let whole: String?
  /// The argument with the media type of the body; `nil` without one.
  private let chosenType: String?
  /// Whether an object is sent even without any member.
  private let isRequired: Bool
  /// The formats of the parts of a multipart body.
  private let parts: PartForms
  private let folder: UploadFolder?

  init(_ operation: Operation, input: ToolInput, folder: UploadFolder?) {
    form = input.form
    parts = input.parts
    known = input.isOpen ? Set(input.fields.map(\.argument)) : nil
    self.folder = folder
    isRequired = operation.requestBody?.isRequired ?? false
    var members: [(String, String)] = []
    var whole: String?
    var chosenType: String?
    for field in input.fields {
      switch field.target {
      case .member(let name): members.append((name, field.argument))
      case .body: whole = field.argument
      case .contentType: chosenType = field.argument
      case .parameter, .selection: break
      }
    }
    self.members = members
    argumentNames = Dictionary(members) { first, _ in first }
    self.whole = whole
    self.chosenType = chosenType
  }

  /// The bytes of the body and their media type; `nil` if no body is sent.
  ///
  /// - Throws: A failure that names the argument that cannot be written into a body.
  func content(_ arguments: JSONObject) throws(CallFailure) -> (bytes: [UInt8], type: String)? {
    guard let form, let value = value(arguments) else { return nil }
    switch form.kind {
    case .json: return (value.json, try form.json?.type(of: value, named: chosen(arguments)) ?? form.type)
    case .form: return (Array(text(form: value, form.media).utf8), form.type)
    case .multipart: return try multipart(value, form)
    case .text: return (Array((value.string ?? value.description).utf8), try type(form, arguments))
    case .sequence: return (SequenceText.bytes(value.array ?? [value], MediaTypeName(form.type)), form.type)
    case .bytes:
      let file = try FileValue(value.string ?? "", argument: whole ?? "body", folder: folder)
      return (file.bytes, try type(form, arguments, known: file.type))
    }
  }

  /// The JSON value of the body; `nil` if no body is sent.
  private func value(_ arguments: JSONObject) -> JSONValue? {
    if let whole { return arguments[whole] }
    var object = JSONObject()
    for (name, argument) in members { object.append(name, ifPresent: arguments[argument]) }
    if let known {
      for (name, value) in arguments where !known.contains(name) { object[name] = value }
    }
    return isRequired || !object.isEmpty ? .object(object) : nil
  }

  /// The text of a form; a form without known members is sent as the caller wrote it.
  private func text(form value: JSONValue, _ media: MediaType) -> String {
    value.object.map { FormText.text($0, media.encoding) } ?? value.string ?? ""
  }

  private func multipart(_ value: JSONValue, _ form: BodyForm) throws(CallFailure) -> (bytes: [UInt8], type: String) {
    var text = MultipartText()
    for (name, value) in value.object ?? [:] where !value.isNull {
      let encoding = form.media.encoding[name]
      let isSplit = encoding?.style == nil || encoding?.style != .deepObject && encoding?.explode == true
      for element in isSplit ? value.array ?? [value] : [value] {
        try add(element, to: &text, name, parts[name], encoding, argument: argumentNames[name] ?? name)
      }
    }
    for (position, element) in (value.array ?? []).enumerated() {
      let encoding = form.media.encoding(ofElement: position)
      try add(element, to: &text, nil, parts[position], encoding, argument: whole ?? "body")
    }
    text.end()
    return (text.bytes, "\(form.type); boundary=\(text.boundary)")
  }

  /// Adds a part of a name, or one without a name.
  private func add(
    _ value: JSONValue,
    to text: inout MultipartText,
    _ name: String?,
    _ part: PartForm?,
    _ encoding: MediaType.PropertyEncoding?,
    argument: String
  ) throws(CallFailure) {
    guard let part, part.isFile, let content = value.string, !part.isMarked || Self.isMarked(content) else {
      text.add(name, value, encoding, contentType: part?.contentType)
      return
    }
    let file = try FileValue(content, argument: argument, folder: folder)
    text.add(name, file: file, type: Self.type(of: file, part, encoding?.contentTypes ?? []))
  }

  /// The file's own type if the document allows it, else the one that the document declares.
  private static func type(of file: FileValue, _ part: PartForm, _ declared: [String]) -> String {
    if let own = file.type, declared.contains(where: { covers($0, own) }) { return own }
    return declared.first { !$0.contains("*") } ?? part.contentType ?? file.type ?? "application/octet-stream"
  }

  /// Whether a text is marked as bytes.
  private static func isMarked(_ text: String) -> Bool { text.hasPrefix("data:") || text.hasPrefix("file:") }

  private func chosen(_ arguments: JSONObject) -> String? { chosenType.flatMap { arguments[$0]?.string } }

  private func type(_ form: BodyForm, _ arguments: JSONObject, known: String? = nil) throws(CallFailure) -> String {
    guard let argument = chosenType else { return form.type }
    guard let type = arguments[argument]?.string ?? known else { return form.type }
    let isChoice = !type.contains("*") && form.choices.contains { Self.covers($0, type) }
    guard isChoice, HTTPField.isValidValue(type) else {
      let choices = form.choices.joined(separator: ", ")
      throw CallFailure("\(argument) has to be one media type of \(choices). Nothing was sent.")
    }
    return type
  }

  /// Whether a media range covers a type (RFC 9110 section 12.5.1).
  private static func covers(_ range: String, _ type: String) -> Bool {
    MediaTypeName(range).covers(MediaTypeName(type))
  }
}
