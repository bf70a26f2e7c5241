package import HTTPTypes
package import JSON

/// Redacts secrets in all that leaves a call, in every form in which they may appear.
///
/// A secret under 8 characters is redacted only as a whole value: elsewhere the same letters mean something else.
/// ``SecretScan`` knows the forms.
package struct Scrubber: Sendable {
  static let mark = "[redacted]"
  /// The least length of a secret that is redacted inside of texts, in Unicode scalars.
  package static let minimumLength = SecretPattern.minimumLength

  private var table: PatternTable

  /// Makes a scrubber for prepared secrets.
  package init(for secrets: [KnownSecret]) { table = PatternTable(secrets) }

  /// The scrubber with further secrets; its own are indexed once, for all calls.
  ///
  /// - Parameters:
  ///   - secrets: The further secrets.
  ///   - own: The secrets that it was made for.
  /// - Returns: A scrubber for both.
  package func adding(_ secrets: [KnownSecret], to own: [KnownSecret]) -> Scrubber {
    guard secrets.allSatisfy({ $0.folding.characters.isEmpty }) else { return Scrubber(for: secrets + own) }
    var scrubber = self
    scrubber.table = table.adding(secrets)
    return scrubber
  }

  /// Makes a scrubber for secrets as texts; empty ones are ignored.
  package init(_ secrets: [String]) { self.init(for: Set(secrets).subtracting([""]).map(KnownSecret.init)) }

  /// Whether there are no secrets to look for.
  package var isEmpty: Bool { table.isEmpty }

  /// Whether there are secrets that are redacted as whole values only.
  package var hasWholeValues: Bool { !table.wholes.isEmpty }

  /// The header fields without the secrets.
  package func scrub(_ fields: HTTPFields) -> HTTPFields {
    guard !table.isEmpty else { return fields }
    var fields = fields
    for index in fields.indices {
      // As bytes: decoding as UTF-8 would replace invalid bytes before the search.
      let bytes = unsafe fields[index].withUnsafeBytesOfValue { unsafe Array($0) }
      if let scrubbed = scrubbing(bytes, keepsParts: false) {
        fields[index].value = TextEncoding.mended(scrubbed)
      }
    }
    return fields
  }

  /// The value without the secrets, in its strings, its numbers and the names of its members.
  package func scrub(_ value: JSONValue) -> JSONValue {
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

  /// The text without the secrets; with `keepsParts`, a text that as a whole is the beginning or the end of one stays.
  package func scrub(_ text: String, keepsParts: Bool = false) -> String {
    guard isWorthwhile(text.utf8.count), !table.isClean(text.utf8.span) else { return text }
    return searching(Array(text.utf8), keepsParts: keepsParts).map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Whether a single pass shows that neither a text nor any part of it contains a secret.
  package func isClean(_ text: String) -> Bool {
    table.isEmpty || table.wholes.isEmpty && table.isClean(text.utf8.span)
  }

  /// The bytes without the secrets.
  package func scrub(_ bytes: [UInt8]) -> [UInt8] { scrubbing(bytes, keepsParts: false) ?? bytes }

  /// Whether a text of so many bytes can contain a secret.
  private func isWorthwhile(_ count: Int) -> Bool {
    !table.isEmpty && count > 0 && (count >= Self.minimumLength || hasWholeValues)
  }

  /// The bytes without the secrets; `nil` if they contain none.
  private func scrubbing(_ bytes: [UInt8], keepsParts: Bool) -> [UInt8]? {
    guard isWorthwhile(bytes.count), !table.isClean(bytes.span) else { return nil }
    return searching(bytes, keepsParts: keepsParts)
  }

  /// The same for bytes of which no single pass has shown that they contain none.
  private func searching(_ bytes: [UInt8], keepsParts: Bool) -> [UInt8]? {
    // The scan counts in 32 bits; no text of that length is ever accepted.
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

  /// Searches bytes, and counts the steps of the search.
  func scan(_ bytes: [UInt8]) -> SecretScan { SecretScan(bytes, for: table) }

  /// The start of a redaction; includes a backslash that escapes the first letter, since alone it would make JSON
  /// invalid.
  private static func start(of range: Range<Int>, in bytes: [UInt8], behind copied: Int) -> Int {
    var start = range.lowerBound
    while start > copied, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (range.lowerBound - start).isMultiple(of: 2) ? range.lowerBound : range.lowerBound - 1
  }
}

extension SecretScan {
  /// The ranges of the findings in text order, with overlapping ones merged; `keepsParts` omits a part that is the
  /// whole text.
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
