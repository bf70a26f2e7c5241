import Sandbox
import Testing

struct ExpiringTableTests {
  private let start = Timestamp(nanoseconds: 1_000_000_000_000)

  private func later(_ seconds: Int) -> Timestamp { start.adding(.seconds(seconds)) }

  @Test func `an entry is there until it expires`() {
    var table = ExpiringTable<Int>(capacity: 10)
    table.insert(1, for: "a", until: later(10), at: start)
    #expect(table["a", at: later(9)] == 1)
    #expect(table["a", at: later(10)] == nil)
    #expect(table.all(at: later(10)).isEmpty)
    table.insert(2, for: "b", until: later(30), at: later(20))
    #expect(table.count == 1)
  }

  @Test func `an entry beyond the limit displaces the oldest`() {
    var table = ExpiringTable<Int>(capacity: 3)
    for number in 0..<5 { table.insert(number, for: "\(number)", until: later(100), at: start) }
    #expect(table.all(at: start).map(\.key) == ["2", "3", "4"])
    table.insert(7, for: "3", until: later(100), at: start)
    #expect(table.all(at: start).map(\.value) == [2, 4, 7])
    table.update("4") { $0 += 1 }
    table.update("9") { $0 += 1 }
    table.remove("2")
    #expect(table.all(at: start).map(\.value) == [5, 7])
  }

  @Test func `removed entries leave no trail behind one that stays`() {
    var table = ExpiringTable<Int>(capacity: 100)
    table.insert(0, for: "stays", until: later(1_000_000), at: start)
    for number in 0..<10_000 {
      table.insert(number, for: "\(number)", until: later(100), at: start)
      table.remove("\(number)")
    }
    #expect(table.count == 1)
    #expect(table.orderCount < 100)
    for number in 0..<10_000 { table.insert(number, for: "again", until: later(100), at: start) }
    #expect(table.count == 2)
    #expect(table.orderCount < 100)
  }
}
