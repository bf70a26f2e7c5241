import HTTPTypes
import JSON

/// Takes secrets out of whatever leaves a call, in every form in which they may be said.
///
/// The forms: as they are, escaped as in JSON, percent-encoded, in base64 and base64url, also amid of other bytes, and in
/// hexadecimal digits. A secret under 8 characters is taken out only where it is a whole value: elsewhere the same letters
/// mean something else.
package struct Scrubber: Sendable {
  static let mark = "[redacted]"
  /// In Unicode scalars.
  package static let minimumLength = 8

  private let whole: Set<String>
  private let forms: [SecretForm]
  /// The forms that may begin with a byte.
  private let candidates: [[Int]]

  /// Makes one that knows these secrets.
  package init(_ secrets: [String]) {
    let secrets = Set(secrets).subtracting([""])
    whole = secrets
    let forms = secrets.filter { $0.unicodeScalars.count >= Self.minimumLength }.flatMap(SecretForm.all)
    self.forms = forms
    var candidates = [[Int]](repeating: [], count: forms.isEmpty ? 0 : 256)
    for (number, form) in forms.enumerated() {
      for byte in form.beginnings { candidates[Int(byte)].append(number) }
    }
    self.candidates = candidates
  }

  /// Whether there are secrets that only whole values can be.
  var hasWholeValues: Bool { whole.contains { $0.unicodeScalars.count < Self.minimumLength } }

  /// The answer without the secrets; of those that only whole values can be, its fields.
  func scrub(_ answer: BackendAnswer) -> BackendAnswer {
    guard !whole.isEmpty else { return answer }
    var answer = answer
    answer.body = scrub(answer.body)
    answer.fields = scrub(answer.fields)
    return answer
  }

  /// The fields without the secrets.
  func scrub(_ fields: HTTPFields) -> HTTPFields {
    guard !whole.isEmpty else { return fields }
    var fields = fields
    for index in fields.indices {
      let value = fields[index].value
      fields[index].value = whole.contains(value) ? Self.mark : scrub(value)
    }
    return fields
  }

  /// The value without the secrets, in its strings, its numbers and the names of its members.
  func scrub(_ value: JSONValue) -> JSONValue {
    guard !whole.isEmpty else { return value }
    switch value {
    case .string(let text): return .string(whole.contains(text) ? Self.mark : scrub(text))
    case .number(let number): return whole.contains(number.text) ? .string(Self.mark) : value
    case .array(let elements): return .array(elements.map(scrub))
    case .object(let object): return .object(JSONObject(object.members.map { (scrub($0.name), scrub($0.value)) }))
    case .bool, .null: return value
    }
  }

  /// The text without the secrets.
  package func scrub(_ text: String) -> String {
    guard !forms.isEmpty else { return text }
    let bytes = Array(text.utf8)
    let scrubbed = scrubbing(bytes)
    return scrubbed.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// The bytes without the secrets.
  func scrub(_ bytes: [UInt8]) -> [UInt8] { scrubbing(bytes) ?? bytes }

  private func scrubbing(_ bytes: [UInt8]) -> [UInt8]? {
    guard !forms.isEmpty else { return nil }
    var result: [UInt8] = []
    var copied = 0
    var position = 0
    while position < bytes.count {
      guard let found = longest(in: bytes, at: position) else {
        position += 1
        continue
      }
      result += bytes[copied..<max(copied, start(of: found, in: bytes))]
      result += Self.mark.utf8
      position = found.upperBound
      copied = position
    }
    return copied == 0 ? nil : result + bytes[copied...]
  }

  private func longest(in bytes: [UInt8], at position: Int) -> Range<Int>? {
    var longest: Range<Int>?
    for number in candidates[Int(bytes[position])] {
      guard let range = forms[number].range(in: bytes, at: position) else { continue }
      if longest.map({ $0.upperBound < range.upperBound }) ?? true { longest = range }
    }
    return longest
  }

  /// A backslash that escapes the first letter of what is taken out goes with it: alone it would spoil JSON.
  private func start(of range: Range<Int>, in bytes: [UInt8]) -> Int {
    let run = bytes[..<range.lowerBound].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    return run.isMultiple(of: 2) ? range.lowerBound : range.lowerBound - 1
  }
}
