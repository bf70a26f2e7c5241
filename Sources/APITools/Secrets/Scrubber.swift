import HTTPTypes
import JSON

/// Takes secrets out of whatever leaves a call, in every form in which they may be said.
///
/// A secret under 8 characters is taken out only where it is a whole value: elsewhere the same letters mean something
/// else. ``SecretScan`` knows the forms.
package struct Scrubber: Sendable {
  static let mark = "[redacted]"
  /// In Unicode scalars.
  package static let minimumLength = SecretPattern.minimumLength

  private let table: PatternTable

  package init(for secrets: [KnownSecret]) { table = PatternTable(secrets) }

  /// Makes one that knows these secrets.
  package init(_ secrets: [String]) { self.init(for: Set(secrets).subtracting([""]).map(KnownSecret.init)) }

  /// Whether nothing is looked for.
  var isEmpty: Bool { table.isEmpty }

  /// Whether there are secrets that only whole values can be.
  var hasWholeValues: Bool { !table.wholes.isEmpty }

  /// The fields without the secrets.
  func scrub(_ fields: HTTPFields) -> HTTPFields {
    guard !table.isEmpty else { return fields }
    var fields = fields
    for index in fields.indices {
      // As bytes: what is no UTF-8 would be lost before anything is found in it.
      let bytes = unsafe fields[index].withUnsafeBytesOfValue { unsafe Array($0) }
      if let scrubbed = scrubbing(bytes, keepsParts: false) {
        fields[index].value = TextEncoding.mended(scrubbed)
      }
    }
    return fields
  }

  /// The value without the secrets, in its strings, its numbers and the names of its members.
  func scrub(_ value: JSONValue) -> JSONValue {
    guard !table.isEmpty else { return value }
    switch value {
    case .string(let text): return .string(scrub(text))
    case .number(let number):
      let text = scrub(number.text)
      return text == number.text ? value : .string(text)
    case .array(let elements): return .array(elements.map(scrub))
    case .object(let object): return .object(JSONObject(object.members.map { (scrub($0.name), scrub($0.value)) }))
    case .bool, .null: return value
    }
  }

  /// The text without the secrets; perhaps as it is if all of it is a beginning or an end of one.
  package func scrub(_ text: String, keepsParts: Bool = false) -> String {
    guard isWorthwhile(text.utf8.count), !table.isClean(text.utf8.span) else { return text }
    return scrubbing(Array(text.utf8), keepsParts: keepsParts).map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Whether one look shows that nothing in a text has a secret in it, all of it and every stretch of it.
  func isClean(_ text: String) -> Bool { table.isEmpty || table.wholes.isEmpty && table.isClean(text.utf8.span) }

  /// The bytes without the secrets.
  func scrub(_ bytes: [UInt8]) -> [UInt8] { scrubbing(bytes, keepsParts: false) ?? bytes }

  /// Whether so many bytes can hold a secret.
  private func isWorthwhile(_ count: Int) -> Bool {
    !table.isEmpty && count > 0 && (count >= Self.minimumLength || hasWholeValues)
  }

  /// The bytes without the secrets; `nil` if none is there.
  private func scrubbing(_ bytes: [UInt8], keepsParts: Bool) -> [UInt8]? {
    guard isWorthwhile(bytes.count) else { return nil }
    // The scan counts in 32 bits; nothing as long as that is ever accepted.
    guard bytes.count < Int(UInt32.max) else { return Array(Self.mark.utf8) }
    let ranges = scan(bytes).ranges(keepsParts: keepsParts)
    guard !ranges.isEmpty else { return nil }
    var result: [UInt8] = []
    var copied = 0
    for range in ranges {
      result += bytes[copied..<max(copied, Self.start(of: range, in: bytes, behind: copied))]
      result += Self.mark.utf8
      copied = range.upperBound
    }
    return result + bytes[copied...]
  }

  /// Searches bytes, and counts the steps of that.
  func scan(_ bytes: [UInt8]) -> SecretScan { SecretScan(bytes, for: table) }

  /// A backslash that escapes the first letter of what is taken out goes with it: alone it would spoil JSON.
  private static func start(of range: Range<Int>, in bytes: [UInt8], behind copied: Int) -> Int {
    var start = range.lowerBound
    while start > copied, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (range.lowerBound - start).isMultiple(of: 2) ? range.lowerBound : range.lowerBound - 1
  }
}

extension SecretScan {
  /// The findings in the order of the text, those that overlap as one; perhaps without a part that is all of the text.
  func ranges(keepsParts: Bool) -> [Range<Int>] {
    let wanted = findings.filter { !(keepsParts && $0.isPart && $0.range == 0..<count) && !$0.range.isEmpty }
    var ranges: [Range<Int>] = []
    for range in wanted.map(\.range).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }
}
