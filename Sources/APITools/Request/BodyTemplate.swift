import HTTPTypes
import JSON
import OpenAPI

/// How the arguments of a call become the body of its request.
struct BodyTemplate: Sendable {
  /// The form of the body; `nil` if the operation takes none.
  private let form: BodyForm?
  /// The arguments that are members of the body, in the order of the document.
  private let members: [(name: String, argument: String)]
  /// The argument that is the whole body.
  private let whole: String?
  /// The argument that says of which media type the body is.
  private let chosenType: String?
  /// Whether an object is sent even if no member is given.
  private let isRequired: Bool
  /// The members of a multipart body that are files, by name.
  private let files: [String: JSONValue]
  private let folder: UploadFolder?

  init(_ operation: Operation, input: ToolInput, folder: UploadFolder?) {
    form = input.form
    files = input.files
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
    self.whole = whole
    self.chosenType = chosenType
  }

  /// The bytes of the body and their media type; `nil` for none.
  ///
  /// - Throws: Which argument cannot be written into a body.
  func content(_ arguments: JSONObject) throws(CallFailure) -> (bytes: [UInt8], type: String)? {
    guard let form, let value = value(arguments) else { return nil }
    switch form.kind {
    case .json: return (value.json, form.type)
    case .form: return (Array(text(form: value, form.media).utf8), form.type)
    case .multipart: return try multipart(value, form)
    case .text: return (Array((value.string ?? value.description).utf8), try type(form, arguments))
    case .binary:
      let file = try FileValue(value.string ?? "", argument: whole ?? "body", folder: folder)
      return (file.bytes, try type(form, arguments, known: file.type))
    }
  }

  /// The value that the body is made of.
  private func value(_ arguments: JSONObject) -> JSONValue? {
    if let whole { return arguments[whole] }
    var object = JSONObject()
    for (name, argument) in members { object.append(name, ifPresent: arguments[argument]) }
    return isRequired || !object.isEmpty ? .object(object) : nil
  }

  /// A form whose parts are not known is taken as it was written.
  private func text(form value: JSONValue, _ media: MediaType) -> String {
    value.object.map { FormText.text($0, media.encoding) } ?? value.string ?? ""
  }

  private func multipart(_ value: JSONValue, _ form: BodyForm) throws(CallFailure) -> (bytes: [UInt8], type: String) {
    var text = MultipartText()
    for (name, value) in value.object ?? [:] {
      let encoding = form.media.encoding[name]
      let elements = encoding?.style == nil || encoding?.explode == true ? value.array ?? [value] : [value]
      for element in elements {
        guard let schema = files[name], let content = element.string else {
          text.add(name, element, encoding)
          continue
        }
        let argument = members.first { $0.name == name }?.argument ?? name
        let file = try FileValue(content, argument: argument, folder: folder)
        let fixed = encoding?.contentTypes.first { !$0.contains("*") } ?? schema["contentMediaType"]?.string
        text.add(name, file: file, type: fixed ?? file.type ?? "application/octet-stream")
      }
    }
    text.end()
    return (text.bytes, "\(form.type); boundary=\(text.boundary)")
  }

  private func type(_ form: BodyForm, _ arguments: JSONObject, known: String? = nil) throws(CallFailure) -> String {
    guard let argument = chosenType else { return form.type }
    guard let type = arguments[argument]?.string ?? known else { return form.type }
    guard HTTPField.isValidValue(type), form.choices.contains(where: { Self.covers($0, type) }) else {
      throw CallFailure("\(argument) has to be one of \(form.choices.joined(separator: ", ")). Nothing was sent.")
    }
    return type
  }

  /// Whether a media type is of a range (RFC 9110 section 12.5.1).
  private static func covers(_ range: String, _ type: String) -> Bool {
    let range = MediaTypeName(range).essence
    let essence = MediaTypeName(type).essence
    if range == "*/*" { return essence.contains("/") }
    return range.hasSuffix("/*") ? essence.hasPrefix(range.dropLast()) : range == essence
  }
}
