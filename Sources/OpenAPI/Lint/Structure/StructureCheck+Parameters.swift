import JSON

extension StructureCheck {
  private var locations: [String] {
    ["query", "header", "path", "cookie"] + (forms.version >= .v3_2 ? ["querystring"] : [])
  }

  mutating func checkParameter(_ object: JSONObject, at place: Int) {
    let location = object["in"]?.string
    if let location, !locations.contains(location), !isSaid(at: pointer(place), location.quoted) {
      let message = "\(location.quoted) is none of \(locations.joined(separator: ", ")). Correct it."
      report(.warning, message, at: place, "in")
    }
    checkSerialized(object, location: location, at: place)
    if location == "path", let name = object["name"]?.string,
      name.isEmpty || name.contains(where: { "/#?".contains($0) })
    {
      report(
        .warning,
        "\(name.quoted) cannot be the name of a variable in a path. Correct it.",
        at: place,
        "name"
      )
    }
    if location == "path", object["required"] != true {
      report(.note, "A parameter of the path is always required: it needs \"required\": true. Add it.", at: place)
    }
    guard forms.isModern else { return }
    if object.contains("allowEmptyValue"), location != "query" {
      report(
        .warning,
        "\"allowEmptyValue\" is only for parameters of the query. Remove it.",
        at: place,
        "allowEmptyValue"
      )
    }
    if object.contains("allowReserved"), forms.version == .v3_1, location != "query" || !object.contains("schema") {
      report(.warning, "\"allowReserved\" is only for parameters of the query. Remove it.", at: place, "allowReserved")
    }
  }

  /// Checks fields that parameters and headers share; a header has no location.
  mutating func checkSerialized(_ object: JSONObject, location: String?, at place: Int) {
    let hasSchema = object.contains("schema")
    let hasContent = object.contains("content")
    if !hasSchema, !hasContent {
      report(.note, "There is neither \"schema\" nor \"content\": any text is taken. Add a schema.", at: place)
    }
    checkNotBoth("schema", "content", in: object, at: place)
    if !forms.isModern { checkNotBoth("example", "examples", in: object, at: place) }
    if forms.isModern ? !hasSchema : hasContent {
      let others = ["style", "explode"] + (forms.version < .v3_2 ? ["example", "examples"] : [])
      for name in others + (forms.isModern ? [] : ["allowReserved"]) where object.contains(name) {
        report(.warning, "\"\(name)\" goes with \"schema\", not with \"content\". Remove it.", at: place, name)
      }
    }
    guard let style = object["style"]?.string else { return }
    let styles = Self.styles(location, forms.version)
    guard !styles.isEmpty, !styles.contains(style) else { return }
    let message = "The style \(style.quoted) is not for this place: there is \(styles.joined(separator: ", "))."
    report(.warning, message, at: place, "style")
  }

  private static func styles(_ location: String?, _ version: OpenAPIVersion) -> [String] {
    switch location {
    case nil, "header": ["simple"]
    case "path": ["matrix", "label", "simple"]
    case "query": ["form", "spaceDelimited", "pipeDelimited", "deepObject"]
    case "cookie": ["form"] + (version >= .v3_2 ? ["cookie"] : [])
    default: []
    }
  }

  mutating func checkSwaggerParameter(_ object: JSONObject, at place: Int) {
    guard let location = object["in"]?.string else { return }
    let locations = ["query", "header", "path", "formData", "body"]
    guard locations.contains(location) else {
      let message = "\(location.quoted) is none of \(locations.joined(separator: ", ")). Correct it."
      return report(.warning, message, at: place, "in")
    }
    let needed = location == "body" ? "schema" : "type"
    if !object.contains(needed) {
      report(.warning, "A parameter in \(location) needs \"\(needed)\". Add it.", at: place)
    }
    let common = ["name", "in", "description", "required"]
    for (name, value) in object where forms[.parameter].fields[name] != nil {
      let isMisplaced =
        switch name {
        case "schema": location != "body"
        case "allowEmptyValue": !["query", "formData"].contains(location)
        case "type": location == "body" || value == "file" && location != "formData"
        case "collectionFormat": location == "body" || value == "multi" && !["query", "formData"].contains(location)
        default: location == "body" && !common.contains(name)
        }
      guard isMisplaced else { continue }
      report(.warning, "This \"\(name)\" is not for a parameter in \(location). Correct it.", at: place, name)
    }
    if location == "path", object["required"] != true {
      report(.note, "A parameter of the path is always required: it needs \"required\": true. Add it.", at: place)
    }
  }
}
