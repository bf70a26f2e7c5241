import Testing

@testable import Assembly

struct SharedStoreTests {
  @Test(arguments: [-5, -1, 0, 5]) func `clocks that differ by little are not worth a word`(seconds: Int) {
    #expect(SharedStore.warning(ofClockAhead: .seconds(seconds)) == nil)
  }

  @Test func `a clock that differs is told, with what comes of it`() {
    let ahead = SharedStore.warning(ofClockAhead: .seconds(6))
    #expect(ahead?.contains("is 6 s ahead of that of this machine: what is stored ends that much earlier") == true)
    let behind = SharedStore.warning(ofClockAhead: .seconds(-90))
    #expect(behind?.contains("is 90 s behind that of this machine: what is stored ends that much later") == true)
  }
}
