import JSON
import Testing

/// The work of the writer, of equality and of hashing in step with the size of the value.
struct GrowthTests {
  @Test func `a string with an escape does not copy everything written before it`() {
    var writer = JSONWriter(reservingCapacity: 1 << 20)
    let before = address(writer)
    var moves = 0
    for _ in 0..<1_000 {
      writer.write("a \"quoted\" line\n")
      if address(writer) != before { moves += 1 }
    }
    #expect(moves == 0)
  }

  /// Where the text that was written is in memory: another place is a copy.
  private func address(_ writer: borrowing JSONWriter) -> UInt {
    unsafe writer.bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  @Test func `a value that was taken out is changed in place`() {
    var value = JSONValue.object(["a": .array(Array(repeating: 1, count: 1_000))])
    var addresses: Set<UInt> = []
    for _ in 0..<500 {
      guard var object = value.takeObject(), var member = object.take("a"), var elements = member.takeArray() else {
        Issue.record("The values are not there.")
        return
      }
      #expect(value.isNull && member.isNull && object["a"] == .null)
      elements.append(2)
      addresses.insert(unsafe elements.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) })
      object["a"] = .array(elements)
      value = .object(object)
    }
    // The place changes where the array has to grow.
    #expect(addresses.count < 4)
    #expect(value["a"]?.array?.count == 1_500)
  }

  @Test(arguments: ["\\", "\u{0}", "\u{1F}\u{7F}\"é", "a\\b\"c\r\n", "\"", "", "é\u{1}é"])
  func `escapes survive wherever they are`(text: String) throws {
    let written = JSONValue.string(text)
    #expect(try JSONParser.parse(written.json) == written)
  }

  @Test func `rows of a list differ in their hashes`() {
    let rows = (0..<1_000).map { JSONValue.object(["id": JSONValue.number(JSONNumber($0)), "name": "row"]) }
    #expect(Set(rows.map(\.hashValue)).count > 990)
  }

  @Test func `objects that are equal have equal hashes`() throws {
    let pairs = [
      (#"{"a":1,"b":[{"c":2}]}"#, #"{"b":[{"c":2.0}],"a":1e0}"#), (#"{"a":1,"a":2}"#, #"{"a":3,"a":2}"#),
    ]
    for (left, right) in pairs {
      let (left, right) = (try JSONParser.parse(left), try JSONParser.parse(right))
      #expect(left == right)
      #expect(left.hashValue == right.hashValue)
    }
  }

  @Test func `texts that look alike differ in their hashes`() {
    let spellings = (0..<1_024).map { number in
      JSONValue.string((0..<10).map { number >> $0 & 1 == 0 ? "\u{E9}" : "e\u{301}" }.joined())
    }
    #expect(Set(spellings).count == 1_024)
    #expect(Set(spellings.map(\.hashValue)).count > 1_000)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a name that occurs twice on each level does not double the work of comparing`() throws {
    let text = String(repeating: #"{"a":1,"a":"#, count: 200) + "1" + String(repeating: "}", count: 200)
    let (left, right) = (try JSONParser.parse(text), try JSONParser.parse(text))
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
  }

  /// Swift hashes a run of marks in a time that grows with its square.
  @Test func `a run of combining marks is refused before anything is made of it`() throws {
    let marks = { (count: Int) in "a" + String(repeating: "\u{301}\u{316}", count: count / 2) }
    #expect(try JSONParser.parse("[\"\(marks(256))\"]") == [.string(marks(256))])
    for text in ["{\"\(marks(258))\":1}", "[\"\\u0061\(marks(1_000_000))\"]"] {
      #expect {
        try JSONParser.parse(text)
      } throws: { error in
        (error as? JSONParseError)?.reason == .tooManyMarks(limit: 256)
      }
    }
    // Texts without ASCII are no such runs.
    let long = String(repeating: "漢é🎉\u{301}", count: 1_000)
    #expect(try JSONParser.parse("[\"\(long)\"]") == [.string(long)])
  }
}
