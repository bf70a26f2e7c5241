import JSON
import OpenAPI

/// Collects the fields of an operation in one object schema.
struct InputBuilder {
  let document: APIDocument
  /// Whether files on the server's machine can be named.
  let hasFolder: Bool
  /// The formats of the parts of a multipart body.
  private(set) var parts = PartForms()
  private(set) var fields: [ToolInput.Field] = []
  /// Whether the body accepts members with any other name (`additionalProperties: true`).
  private(set) var isOpen = false
  private var names = ArgumentNames()
  private var properties = JSONObject()
  private var required: [JSONValue] = []
  private var definitions = JSONObject()
  /// The name of the component whose members become arguments.
  private var bodySchema: JSONValue?

  init(document: APIDocument, hasFolder: Bool) {
    self.document = document
    self.hasFolder = hasFolder
  }

  /// The schema of all fields: the root of every tool's input is an object (TOOL-02, TOOL-03), closed unless the body
  /// is open.
  var schema: JSONObject {
    var schema: JSONObject = ["type": "object"]
    if !properties.isEmpty { schema.append("properties", .object(properties)) }
    if !required.isEmpty { schema.append("required", .array(required)) }
    schema.append("additionalProperties", .bool(isOpen))
    if let bodySchema { schema.append("x-mcp", ["schema": bodySchema]) }
    if !definitions.isEmpty { schema.append("$defs", .object(definitions)) }
    return schema
  }

  /// Adds parameters, whose schemas share definitions.
  mutating func add(_ parameters: [Parameter]) {
    let (schemas, shared) = document.dereferenceNaming(parameters.map(\.schema))
    for (name, definition) in shared { definitions[name] = definition }
    for (parameter, schema) in zip(parameters, schemas) { add(parameter, schema) }
  }

  private mutating func add(_ parameter: Parameter, _ schema: JSONValue) {
    var schema = schema
    if case .object(var object) = schema {
      // A parameter's description is about this use of the value, its schema's about any use.
      if let description = parameter.description { object["description"] = .string(description) }
      if parameter.isDeprecated { object["deprecated"] = true }
      if object["examples"] == nil, !parameter.examples.isEmpty { object["examples"] = .array(parameter.examples) }
      if let isSecret = parameter.mcp.isSecret { object["x-mcp"] = ["secret": .bool(isSecret)] }
      schema = .object(object)
    }
    let place = parameter.location.rawValue
    add(parameter.name, place: place, schema, isRequired: parameter.isRequired, target: .parameter(parameter))
  }

  /// Adds the contents of a body.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - form: The format of the body.
  ///   - carried: The form members that carry a credential, which are no arguments.
  mutating func add(_ body: RequestBody, as form: BodyForm, without carried: Set<String>) {
    let schema = Self.schema(form.schema, without: carried)
    if !carried.isEmpty, schema["properties"]?.object?.isEmpty == true { return }
    switch form.kind {
    case .json, .form: add(schema, of: body)
    case .multipart where SchemaTypes.of(schema).contains("array"):
      addWhole(publishing(elementsOf: schema, form.media), of: body)
    case .multipart: add(publishing(partsOf: schema, form.media), of: body)
    case .sequence: addWhole(schema, of: body)
    case .text: addWhole(Self.text(schema, form), of: body)
    case .bytes: addWhole(FileSchema.published(schema, hasFolder: hasFolder), of: body)
    }
    if !form.choices.isEmpty { addChoice(of: form, isRequired: body.isRequired && form.json == nil) }
  }

  private static func schema(_ schema: JSONValue, without carried: Set<String>) -> JSONValue {
    guard !carried.isEmpty, case .object(var object) = schema, let properties = object["properties"]?.object else {
      return schema
    }
    object["properties"] = .object(JSONObject(properties.members.filter { !carried.contains($0.name) }))
    let required = (object["required"]?.array ?? []).filter { !carried.contains($0.string ?? "") }
    object["required"] = required.isEmpty ? nil : .array(required)
    return .object(object)
  }

  private mutating func add(_ schema: JSONValue, of body: RequestBody) {
    guard let members = Self.members(of: schema, in: body) else { return addWhole(schema, of: body) }
    hoistDefinitions(of: schema)
    isOpen = Self.isOpen(schema)
    bodySchema = schema["x-mcp"]?["schema"]
    let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
    for (name, member) in members where member["readOnly"] != true {
      add(name, place: "body", member, isRequired: required.contains(name), target: .member(name))
    }
  }

  private mutating func addWhole(_ schema: JSONValue, of body: RequestBody) {
    var whole = schema
    if case .object(var object) = whole, let description = body.description {
      if object["description"] == nil { object["description"] = .string(description) }
      whole = .object(object)
    }
    add("body", place: "body", whole, isRequired: body.isRequired, target: .body)
  }

  /// The published schema of a multipart body, with files as text; always an object.
  private mutating func publishing(partsOf schema: JSONValue, _ media: MediaType) -> JSONValue {
    guard case .object(var object) = schema else { return ["type": "object"] }
    object["type"] = "object"
    let types = SchemaTypes(in: schema)
    if let other = object["additionalProperties"], other.object != nil {
      parts.other = PartForm(types.resolved(other) ?? other, nil, hasFolder: hasFolder)
      if let part = parts.other, part.isFile { object["additionalProperties"] = part.schema }
    }
    guard var properties = object["properties"]?.object else { return .object(object) }
    for (name, member) in properties {
      let part = PartForm(types.resolved(member) ?? member, media.encoding[name], hasFolder: hasFolder)
      parts.named[name] = part
      if part.isFile { properties[name] = part.schema }
    }
    object["properties"] = .object(properties)
    return .object(object)
  }

  /// A multipart body of parts without names, those that are files asked for as text.
  private mutating func publishing(elementsOf schema: JSONValue, _ media: MediaType) -> JSONValue {
    guard case .object(var object) = schema else { return schema }
    let types = SchemaTypes(in: schema)
    if let first = object["prefixItems"]?.array {
      parts.first = first.enumerated().map { position, item in
        PartForm(types.resolved(item) ?? item, media.encoding(ofElement: position), hasFolder: hasFolder)
      }
      object["prefixItems"] = .array(zip(first, parts.first).map { $1.isFile ? $1.schema : $0 })
    }
    if let items = object["items"], items.object != nil {
      parts.other = PartForm(types.resolved(items) ?? items, media.itemEncoding, hasFolder: hasFolder)
      if let part = parts.other, part.isFile { object["items"] = part.schema }
    }
    return .object(object)
  }

  /// The schema of a body sent as text; the document's schema is described in words.
  private static func text(_ schema: JSONValue, _ form: BodyForm) -> JSONValue {
    let types = SchemaTypes.of(schema)
    if types == ["string"] { return schema }
    var text: JSONObject = ["type": "string", "contentMediaType": .string(form.type)]
    text.append("description", ifPresent: schema["description"])
    if types.contains("object") || types.contains("array") { text.append("contentSchema", schema) }
    return .object(text)
  }

  /// Adds the argument that selects parts of the response, unless the API has a field of that name.
  mutating func addSelection() {
    guard properties["fields"] == nil else { return }
    add("fields", place: "answer", FieldSelection.schema, isRequired: false, target: .selection)
  }

  private mutating func addChoice(of form: BodyForm, isRequired: Bool) {
    let isListed = !form.choices.contains { $0.contains("*") }
    let listed = form.choices.joined(separator: ", ")
    let end = form.json == nil ? "" : " Leave out for the one that fits."
    let text = "The media type of the body: \(listed).\(end)"
    var schema: JSONObject = ["type": "string", "description": .string(text)]
    if isListed { schema.append("enum", .array(form.choices.map(JSONValue.string))) }
    add("content_type", place: "body", .object(schema), isRequired: isRequired, target: .contentType)
  }

  /// The members of a body that can be separate arguments; `nil` if the body must be one argument.
  ///
  /// A body that is optional but has required members cannot be split, nor can one with constraints across its members.
  private static func members(of schema: JSONValue, in body: RequestBody) -> JSONObject? {
    guard case .object(let object) = schema, let members = object["properties"]?.object, !members.isEmpty else {
      return nil
    }
    let types = object["type"].map { $0.array ?? [$0] } ?? ["object"]
    guard types.contains("object"), types.allSatisfy({ $0 == "object" || $0 == "null" }) else { return nil }
    guard object.allSatisfy({ separable.contains($0.name) || $0.name == "unevaluatedProperties" && isOpen(schema) })
    else { return nil }
    guard object["additionalProperties"]?.object?.isEmpty != false else { return nil }
    guard body.isRequired || (object["required"]?.array ?? []).isEmpty else { return nil }
    return members
  }

  /// Whether an object says that it takes members of any other name.
  private static func isOpen(_ schema: JSONValue) -> Bool {
    ["additionalProperties", "unevaluatedProperties"].contains { schema[$0] == true || schema[$0] == [:] }
  }

  /// The keywords of a body that can be split into its members.
  private static let separable: Set<String> = [
    "type", "title", "description", "properties", "required", "additionalProperties", "examples", "default",
    "deprecated", "$defs", "x-mcp", "$comment",
  ]

  private mutating func add(
    _ name: String,
    place: String,
    _ schema: JSONValue,
    isRequired: Bool,
    target: ToolInput.Field.Target
  ) {
    hoistDefinitions(of: schema)
    let argument = names.take(name, place: place)
    // Published schemas of older protocol versions need an object for each property (SCH-08).
    var property = schema.object ?? (schema == false ? ["not": [:]] : [:])
    property["$defs"] = nil
    if let sentence = target.sentence(of: name, in: place, as: argument) {
      property["description"] = .string(property["description"]?.string.map { "\(sentence) \($0)" } ?? sentence)
    }
    properties.append(argument, .object(property))
    if isRequired { required.append(.string(argument)) }
    fields.append(ToolInput.Field(argument: argument, target: target))
  }

  /// Moves the definitions of a self-contained schema to the root, where its references look for them.
  private mutating func hoistDefinitions(of schema: JSONValue) {
    for (name, definition) in schema["$defs"]?.object ?? [:] { definitions[name] = definition }
  }
}

extension ToolInput.Field.Target {
  /// The sentence with the API's name for an argument that is named otherwise; `nil` if the names are equal.
  fileprivate func sentence(of name: String, in place: String, as argument: String) -> String? {
    guard name != argument else { return nil }
    switch self {
    case .parameter, .member: return "In the API: \(JSONValue.string(name)) (\(place))."
    case .body, .contentType, .selection: return nil
    }
  }
}
