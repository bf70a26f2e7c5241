import JSON
import TestSupport

/// Changes to arguments.
enum ArgumentMutation {
  /// What has exhausted or deceived programs that read it.
  private static let values: [JSONValue] = {
    let long = String(repeating: "a", count: 5_000)
    let deep = (0..<200).reduce(JSONValue.null) { value, _ in .array([value]) }
    let numbers = [
      "1e400", "-0", "1e-400", "0.1", "5.0", "1E2", String(repeating: "9", count: 400), "-9223372036854775809",
    ]
    let texts = [
      "", " ", "..", "%2e%2e/", "\u{0}", "a\r\nX: y", long + "!", String(repeating: "%25", count: 500), "[" + long,
      String(repeating: "[", count: 300), "{\"a\": \"{\\\"a\\\": 1}\"}", "[1, [2]]", "null", "true", "1",
      "file:../../etc/passwd",
      "file:", "file:fd/0", "data:;base64,", "data:text/plain;base64,YQ==", "YQ=", "\u{1F511}\u{301}",
      "9999-99-99T99:99:99Z",
      "1.2.3.4.5", "a@b", "http://[::1", String(repeating: "aX", count: 1_000),
    ]
    let many: [JSONValue] = (0..<1_000).map { [.number(JSONNumber($0 / 2))] }
    let object = JSONObject((0..<300).map { ("a\($0)", .number(JSONNumber($0))) })
    let others: [JSONValue] = [nil, true, [], [:], deep, .object(object), .array(many)]
    return others + numbers.compactMap { JSONNumber(text: $0) }.map(JSONValue.number) + texts.map(JSONValue.string)
  }()

  /// The arguments with a change at one place, or in their bytes.
  static func changed(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
    if Int.random(in: 0..<8, using: &random) == 0 { return changedBytes(value, &random) }
    let isHere = Int.random(in: 0..<4, using: &random) == 0
    if isHere, random.flip() { return .string(HostileText.any(&random)) }
    switch value {
    case .object(var object) where !object.isEmpty:
      let name = random.pick(object.names)
      if !isHere {
        object[name] = changed(object[name] ?? nil, &random)
        return .object(object)
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: object[name] = nil
      case 1: object[random.text()] = object[name]
      case 2: object.append(name, random.pick(values))
      default: return .string(value.description)
      }
      return .object(object)
    case .array(var elements) where !elements.isEmpty && !isHere:
      let index = Int.random(in: elements.indices, using: &random)
      elements[index] = changed(elements[index], &random)
      return .array(elements)
    case .array(let elements) where isHere:
      return .array(Array(repeating: elements, count: Int.random(in: 0...50, using: &random)).flatMap(\.self))
    default: return random.pick(values)
    }
  }

  /// The parts of an answer that a call asks for: deep, long and many.
  static func fields(_ random: inout SeededGenerator) -> JSONValue {
    .array((0..<random.pick([1, 2, 30])).map { _ in .string(HostileText.any(&random)) })
  }

  /// The value that comes of a text with a changed byte, if it is one.
  private static func changedBytes(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
    var bytes = Array(value.description.utf8)
    let index = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &random)
    case 1: bytes.remove(at: index)
    default: bytes.insert(contentsOf: Array(random.text().utf8), at: index)
    }
    return (try? JSONParser.parse(bytes)) ?? value
  }
}
