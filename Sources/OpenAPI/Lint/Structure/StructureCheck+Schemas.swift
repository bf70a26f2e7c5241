import JSON

extension StructureCheck {
  mutating func checkSchema(_ object: JSONObject, at place: Int) {
    checkDefault(of: object, at: place)
    checkRequired(of: object, at: place)
    guard !forms.isModern else { return checkAnchors(object, at: place) }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
      guard object.contains(exclusive), !object.contains(bound) else { continue }
      report(
        .warning,
        "\"\(exclusive)\" says nothing without \"\(bound)\". Add that, or remove this.",
        at: place,
        exclusive
      )
    }
    if forms.version == .v2_0, object["type"] == "file" {
      report(.note, "JSON Schema has no type file, which Swagger 2.0 has here: it is read as bytes.", at: place, "type")
      let allowed = [
        "format", "title", "description", "default", "required", "type", "readOnly", "externalDocs", "example",
      ]
      for name in object.names where !name.hasPrefix("x-") && !allowed.contains(name) {
        report(.warning, "\(name.quoted) is not for a schema of the type file. Remove it.", at: place, name)
      }
    }
  }

  /// Reports malformed anchors of schemas (JSON Schema 2020-12, core 8.2.2).
  private mutating func checkAnchors(_ object: JSONObject, at place: Int) {
    for name in ["$anchor", "$dynamicAnchor"] {
      guard let text = object[name]?.string else { continue }
      let isName = text.utf8.enumerated().allSatisfy { index, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"): index > 0
        default: false
        }
      }
      if !isName || text.isEmpty {
        report(
          .warning,
          "This is no name of a schema: a letter, then letters, digits, \".\", \"-\" or \"_\".",
          at: place,
          name
        )
      }
    }
    if let id = object["$id"]?.string, id.contains("#"), !id.hasSuffix("#") {
      report(.warning, "An \"$id\" has no fragment. Use \"$anchor\" for it.", at: place, "$id")
    }
    if let dialect = object["$schema"], dialect.string.map(ObjectForms.isKnownDialect) == false {
      report(.note, "The dialect is not known: the schema is read as JSON Schema 2020-12.", at: place, "$schema")
    }
  }

  /// Reports a default that its own schema does not accept.
  mutating func checkDefault(of object: JSONObject, at place: Int) {
    guard let value = object["default"] else { return }
    guard let misfit = values.misfit(of: value, to: object) else { return }
    // According to the specification the extension has no meaning.
    let isExtension = value.isNull && object["x-nullable"] == true
    report(
      isExtension ? .note : .warning,
      "The default does not fit its own schema: \(misfit.message). Correct either.",
      at: JSONPointer(pointer(place).tokens + ["default"] + misfit.way)
    )
  }

  /// Reports required names beside `allOf` that no schema declares.
  private mutating func checkRequired(of object: JSONObject, at place: Int) {
    guard object["allOf"] != nil, let required = object["required"]?.array else { return }
    let names = Set(required.compactMap(\.string))
    guard !names.isEmpty else { return }
    let missing = values.undeclared(names, in: object)
    guard !missing.isEmpty else { return }
    let list = missing.sorted().prefix(5).map(\.quoted).joined(separator: ", ")
    report(
      .note,
      "\"required\" names \(list), which no property declares. Declare it, or correct the name.",
      at: place,
      "required"
    )
  }
}

extension ObjectForms {
  /// Whether schemas of a dialect are read according to that dialect.
  static func isKnownDialect(_ name: String) -> Bool {
    ["https://json-schema.org/draft/", "http://json-schema.org/draft-", "https://spec.openapis.org/oas/3."]
      .contains(where: name.hasPrefix)
  }
}
