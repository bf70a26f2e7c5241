import JSON

extension StructureCheck {
  /// Schedules the check of a value, or skips it if its form is trivially met.
  mutating func look(_ value: JSONValue, _ form: ValueForm, _ name: String, below above: Int) {
    switch (form, value) {
    case (.anything, _), (.text, .string), (.flag, .bool), (.number, .number), (.schemaOrFlag, .bool): return
    default: pending.append((value, form, place(name, below: above)))
    }
  }

  mutating func check(_ value: JSONValue, _ form: ValueForm, at place: Int) {
    switch form {
    case .anything: break
    case .text: checkText(value, at: place)
    case .flag: if value.bool == nil { report(value, isNot: "a boolean", at: place) }
    case .number: if value.number == nil { report(value, isNot: "a number", at: place) }
    case .positive:
      if !(value.number.map { $0 > JSONNumber(0) } ?? false) {
        report(value, isNot: "a number above 0", at: place)
      }
    case .count:
      if !(value.number.map { $0.isInteger && $0 >= JSONNumber(0) } ?? false) {
        report(value, isNot: "an integer from 0 on", at: place)
      }
    case .pattern: checkPattern(value, at: place)
    case .choice(let names): checkChoice(value, names, at: place)
    case .types(let names, let isListed): checkTypes(value, names, isListed, at: place)
    case .list(let element, let least, let isUnique): checkList(value, element, least, isUnique, at: place)
    case .map(let member, let isOfComponents, let least, let most):
      checkMap(value, member, isOfComponents, least...most, at: place)
    case .object(let kind): checkObject(value, kind, at: place)
    case .reference(let kind):
      if let object = value.object, object.contains("$ref") {
        checkReference(object, kind, at: place)
      } else {
        checkObject(value, kind, at: place)
      }
    case .schemaOrFlag: checkObject(value, .schema, at: place)
    case .schema: if value.bool == nil || !forms.isModern { checkObject(value, .schema, at: place) }
    case .schemaOrList:
      guard value.array != nil else { return checkObject(value, .schema, at: place) }
      let message = "\"items\" is a list, one schema for each position: few programs read that. Write one schema."
      report(.note, message, at: place)
      checkList(value, .schema, 1, false, at: place)
    }
  }

  private mutating func checkText(_ value: JSONValue, at place: Int) {
    switch value {
    case .string: break
    case .number:
      let message = "This is a number, not a string, and read as it is written. Put it in quotation marks."
      if !isSaid(at: pointer(place)) { report(.note, message, at: place) }
    default: report(value, isNot: "a string", at: place)
    }
  }

  private mutating func checkPattern(_ value: JSONValue, at place: Int) {
    guard let text = value.string else { return report(value, isNot: "a string", at: place) }
    guard !PortablePattern.isPortable(text) else { return }
    let message = "Not every program reads this regular expression, or reads it in the same way. Write it more plainly."
    report(.note, message, at: place)
  }

  private mutating func checkChoice(_ value: JSONValue, _ names: [String], at place: Int) {
    guard let text = value.string else { return report(value, isNot: "a string", at: place) }
    guard !names.contains(text), !isSaid(at: pointer(place)) else { return }
    report(.warning, "\(text.quoted) is none of \(names.joined(separator: ", ")). Correct it.", at: place)
  }

  private mutating func checkTypes(_ value: JSONValue, _ names: [String], _ isListed: Bool, at place: Int) {
    switch value {
    case .string: checkChoice(value, names, at: place)
    case .array where isListed: checkList(value, .choice(names), 1, true, at: place)
    case .array: report(.warning, "A list of types came with OpenAPI 3.1. Write one type, and nullable.", at: place)
    default: report(value, isNot: "a string", at: place)
    }
  }

  private mutating func checkList(
    _ value: JSONValue,
    _ element: ValueForm,
    _ least: Int,
    _ isUnique: Bool,
    at place: Int
  ) {
    guard let elements = value.array else { return report(value, isNot: "an array", at: place) }
    if elements.count < least {
      report(.warning, "The list is empty, which it must not be. Add to it, or remove it.", at: place)
    }
    if isUnique {
      var seen: Set<JSONValue> = []
      for (index, element) in elements.enumerated() where !seen.insert(element).inserted {
        report(.warning, "The list has this twice. Remove it.", at: place, String(index))
      }
    }
    if case .anything = element { return }
    for (index, value) in elements.enumerated().reversed() { look(value, element, String(index), below: place) }
  }

  private mutating func checkMap(
    _ value: JSONValue,
    _ member: ValueForm,
    _ isOfComponents: Bool,
    _ counts: ClosedRange<Int>,
    at place: Int
  ) {
    guard let object = value.object else { return report(value, isNot: "an object", at: place) }
    if !counts.contains(object.count) {
      let words = object.isEmpty ? "There is nothing in it" : "There are \(object.count) entries"
      report(.warning, "\(words), and there must be one. Correct it.", at: place)
    }
    for (name, value) in object.reversed() {
      if isOfComponents, !Self.isComponentName(name) {
        let message =
          "\(name.quoted) is no name of a component: letters, digits, \".\", \"-\" and \"_\". Rename it."
        report(.warning, message, at: place, name)
      }
      look(value, member, name, below: place)
    }
  }

  private static func isComponentName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private mutating func checkReference(_ object: JSONObject, _ kind: ObjectKind, at place: Int) {
    checkTarget(object, at: place)
    guard forms.isModern || forms.version == .v2_0 else { return }
    let allowed = forms.isModern ? ["$ref", "summary", "description"] : ["$ref"]
    for (name, value) in object {
      if !allowed.contains(name) {
        let message = "\(name.quoted) stands beside a $ref and counts for nothing there. Remove it."
        report(.warning, message, at: place, name)
      } else if name != "$ref" {
        look(value, .text, name, below: place)
      }
    }
  }

  /// Reports a reference without a target in the document, unless the reader has reported it.
  mutating func checkTarget(_ object: JSONObject, at place: Int) {
    guard let reference = object["$ref"] else { return }
    guard let text = reference.string else {
      return report(
        .warning,
        "This is \(Self.article(reference.typeName)), not a string. Correct it.",
        at: place,
        "$ref"
      )
    }
    guard text.utf8.first == UInt8(ascii: "#"), values.target(of: text) == nil else { return }
    guard Reference.pointer(text) != nil, !isSaid(at: pointer(place)) else { return }
    report(.warning, "The reference \(text.quoted) leads nowhere. Add what it names, or correct it.", at: place)
  }
}
