import JSON
import JSONSchema

extension ValueCheck {
  mutating func ownMisfit(_ value: JSONValue, _ schema: JSONObject) -> String? {
    if let type = schema["type"] {
      let types = type.array?.compactMap(\.string) ?? [type.string].compactMap(\.self)
      steps -= types.count
      if !types.isEmpty, types.allSatisfy(SchemaKeyword.types.contains), !types.contains(where: { value.isOf($0) }) {
        return
          "it is \(StructureCheck.article(value.typeName)), not \(StructureCheck.article(types.joined(separator: " or ")))"
      }
    }
    if let values = schema["enum"]?.array, isSmall(value) {
      steps -= values.count
      if !values.contains(value) { return "it is none of the values of \"enum\"" }
    }
    if let only = schema["const"], isSmall(value), only != value { return "it is not the value of \"const\"" }
    switch value {
    case .number(let number):
      steps -= number.text.utf8.count / 64
      return misfit(of: number, schema)
    case .string(let text):
      steps -= text.utf8.count / 64
      return misfit(of: text, schema)
    case .array(let elements): return misfit(count: elements.count, schema, "minItems", "maxItems")
    case .object(let object): return misfit(count: object.count, schema, "minProperties", "maxProperties")
    case .null, .bool: return nil
    }
  }

  private func misfit(of number: JSONNumber, _ schema: JSONObject) -> String? {
    for (keyword, isFitting) in [
      ("minimum", { $0 >= $1 }), ("maximum", { $0 <= $1 }), ("exclusiveMinimum", { $0 > $1 }),
      ("exclusiveMaximum", { $0 < $1 }),
    ] as [(String, (JSONNumber, JSONNumber) -> Bool)] {
      if let bound = schema[keyword]?.number, !isFitting(number, bound) { return "\(keyword) is \(bound.text)" }
    }
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
    where schema[flag] == true && schema[bound]?.number == number {
      return "\(flag) excludes \(number.text)"
    }
    if let step = schema["multipleOf"]?.number?.int, let value = number.int, step > 0, value % step != 0 {
      return "it is no multiple of \(step)"
    }
    switch schema["format"] {
    case "int32":
      return number.int.map { Int(Int32.min)...Int(Int32.max) ~= $0 } ?? !number.isInteger ? nil : "it is no int32"
    case "int64": return number.int == nil && number.isInteger ? "it is no int64" : nil
    default: return nil
    }
  }

  private mutating func misfit(of text: String, _ schema: JSONObject) -> String? {
    if let message = misfit(count: text.unicodeScalars.count, schema, "minLength", "maxLength") { return message }
    if version < .v3_1, schema["format"] == "byte", !Self.isBase64(text) { return "it is no base64" }
    if let format = schema["format"]?.string, let isOf = StringFormat.named(format), !isOf(text) {
      return "it is no \(format)"
    }
    guard let source = schema["pattern"]?.string else { return nil }
    // A match costs at most the product of both lengths.
    steps -= source.utf8.count * min(text.utf8.count, 1 << 20) / 1000
    guard steps > 0 else { return nil }
    let pattern: Pattern?
    if let known = patterns[source] {
      pattern = known
    } else {
      pattern = try? Pattern(lenient: source)
      patterns[source] = .some(pattern)
    }
    return pattern?.matches(text) == false ? "it does not match \"pattern\"" : nil
  }

  /// Whether a text is base64 (RFC 4648, section 4), as the format `byte` of 3.0 requires.
  private static func isBase64(_ text: String) -> Bool {
    let data = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    let padding = text.utf8.count - data.count
    guard text.utf8.count.isMultiple(of: 4), padding <= 2,
      text.utf8.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") })
    else { return false }
    return data.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
  }

  private func misfit(count: Int, _ schema: JSONObject, _ least: String, _ most: String) -> String? {
    if let bound = schema[least]?.int, count < bound { return "\(least) is \(bound)" }
    if let bound = schema[most]?.int, count > bound { return "\(most) is \(bound)" }
    return nil
  }
}

extension ValueCheck {
  /// Whether a value is small enough to be compared as often as schemas ask; a larger one is assumed to fit.
  mutating func isSmall(_ value: JSONValue) -> Bool {
    var pending = [value]
    var size = 0
    while let next = pending.popLast() {
      switch next {
      case .array(let elements): pending += elements.prefix(Self.smallSize)
      case .object(let object): pending += object.prefix(Self.smallSize).map(\.value)
      case .string(let text): size += text.utf8.count / 64
      case .number(let number): size += number.text.utf8.count / 64
      case .null, .bool: break
      }
      size += 1
      guard size + pending.count <= Self.smallSize else { return false }
    }
    steps -= size / 4
    return true
  }

  private static let smallSize = 400
}

extension JSONValue {
  /// Whether a value has a type of JSON Schema.
  fileprivate func isOf(_ type: String) -> Bool {
    type == typeName || type == "integer" && (number?.isInteger ?? false)
  }
}
