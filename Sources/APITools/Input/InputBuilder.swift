import JSON
import OpenAPI

/// Gathers the fields of an operation into one object schema.
struct InputBuilder {
  let document: APIDocument
  /// Whether files of the server's own machine can be named.
  let hasFolder: Bool
  /// How the members of a multipart body are written.
  private(set) var parts: [String: PartForm] = [:]
  private(set) var fields: [ToolInput.Field] = []
  /// Whether the body says that it takes members of any other name (`additionalProperties: true`).
  private(set) var isOpen = false
  private var names = ArgumentNames()
  private var properties = JSONObject()
  private var required: [JSONValue] = []
  private var definitions = JSONObject()
  /// The name of the component whose members are arguments.
  private var bodySchema: JSONValue?

  init(document: APIDocument, hasFolder: Bool) {
    self.document = document
    self.hasFolder = hasFolder
  }

  /// The schema of all fields: the root of every tool's input is an object (TOOL-02, TOOL-03) that allows nothing else,
  /// unless the body says that it does.
  var schema: JSONObject {
    var schema: JSONObject = ["type": "object"]
    if !properties.isEmpty { schema.append("properties", .object(properties)) }
    if !required.isEmpty { schema.append("required", .array(required)) }
    schema.append("additionalProperties", .bool(isOpen))
    if let bodySchema { schema.append("x-mcp", ["schema": bodySchema]) }
    if !definitions.isEmpty { schema.append("$defs", .object(definitions)) }
    return schema
  }

  /// Adds parameters, which share the definitions that their schemas refer to.
  mutating func add(_ parameters: [Parameter]) {
    let (schemas, shared) = document.dereferenceNaming(parameters.map(\.schema))
    for (name, definition) in shared { definitions[name] = definition }
    for (parameter, schema) in zip(parameters, schemas) { add(parameter, schema) }
  }

  private mutating func add(_ parameter: Parameter, _ schema: JSONValue) {
    var schema = schema
    if case .object(var object) = schema {
      // What is said of the parameter is about this use of the value; what its schema says is about any.
      if let description = parameter.description { object["description"] = .string(description) }
      if parameter.isDeprecated { object["deprecated"] = true }
      if object["examples"] == nil, !parameter.examples.isEmpty { object["examples"] = .array(parameter.examples) }
      if let isSecret = parameter.mcp.isSecret { object["x-mcp"] = ["secret": .bool(isSecret)] }
      schema = .object(object)
    }
    let place = parameter.location.rawValue
    add(parameter.name, place: place, schema, isRequired: parameter.isRequired, target: .parameter(parameter))
  }

  /// Adds what a body is made of.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - form: How it is written.
  ///   - carried: The members that carry a credential, which are no arguments.
  mutating func add(_ body: RequestBody, as form: BodyForm, without carried: Set<String>) {
    let schema = Self.schema(form.schema, without: carried)
    if !carried.isEmpty, schema["properties"]?.object?.isEmpty == true { return }
    switch form.kind {
    case .json, .form: add(schema, of: body)
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
    isOpen = schema["additionalProperties"] == true
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

  /// A multipart body whose members that are files are asked for as text; it is an object, whatever else is said of it.
  private mutating func publishing(partsOf schema: JSONValue, _ media: MediaType) -> JSONValue {
    guard case .object(var object) = schema else { return ["type": "object"] }
    object["type"] = "object"
    guard var properties = object["properties"]?.object else { return .object(object) }
    let types = SchemaTypes(in: schema)
    for (name, member) in properties {
      let part = PartForm(types.resolved(member) ?? member, media.encoding[name], hasFolder: hasFolder)
      parts[name] = part
      if part.isFile { properties[name] = part.schema }
    }
    object["properties"] = .object(properties)
    return .object(object)
  }

  /// Text is asked for as it is sent; what its parts mean is told where the document says so.
  private static func text(_ schema: JSONValue, _ form: BodyForm) -> JSONValue {
    let types = SchemaTypes.of(schema)
    if types == ["string"] { return schema }
    var text: JSONObject = ["type": "string", "contentMediaType": .string(form.type)]
    text.append("description", ifPresent: schema["description"])
    if types.contains("object") || types.contains("array") { text.append("contentSchema", schema) }
    return .object(text)
  }

  /// Offers to choose parts of the answer, unless the API has something of that name itself.
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

  /// The members of a body that can each be an argument; `nil` if the body has to be one argument as a whole.
  ///
  /// A body that may be left out, but not without its members, cannot be taken apart, nor can one that says more about
  /// its members than what each of them is.
  private static func members(of schema: JSONValue, in body: RequestBody) -> JSONObject? {
    guard case .object(let object) = schema, let members = object["properties"]?.object, !members.isEmpty else {
      return nil
    }
    let types = object["type"].map { $0.array ?? [$0] } ?? ["object"]
    guard types.contains("object"), types.allSatisfy({ $0 == "object" || $0 == "null" }) else { return nil }
    guard object.allSatisfy({ separable.contains($0.name) }) else { return nil }
    guard object["additionalProperties"]?.object == nil else { return nil }
    guard body.isRequired || (object["required"]?.array ?? []).isEmpty else { return nil }
    return members
  }

  /// The keywords with which a body can be taken apart into its members.
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
    // The published schemas of older versions want an object for each property (SCH-08).
    var property = schema.object ?? (schema == false ? ["not": [:]] : [:])
    property["$defs"] = nil
    if let sentence = target.sentence(of: name, in: place, as: argument) {
      property["description"] = .string(property["description"]?.string.map { "\(sentence) \($0)" } ?? sentence)
    }
    properties.append(argument, .object(property))
    if isRequired { required.append(.string(argument)) }
    fields.append(ToolInput.Field(argument: argument, target: target))
  }

  /// Brings the definitions of a schema that stood alone to the root, where its references look for them.
  private mutating func hoistDefinitions(of schema: JSONValue) {
    for (name, definition) in schema["$defs"]?.object ?? [:] { definitions[name] = definition }
  }
}

extension ToolInput.Field.Target {
  /// The sentence that says what the API calls an argument whose name is another one; `nil` if the names are the same.
  fileprivate func sentence(of name: String, in place: String, as argument: String) -> String? {
    guard name != argument else { return nil }
    switch self {
    case .parameter, .member: return "In the API: \(JSONValue.string(name)) (\(place))."
    case .body, .contentType, .selection: return nil
    }
  }
}
