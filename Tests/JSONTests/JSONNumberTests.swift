import Testing

@testable import JSON

struct JSONNumberTests {
  /// Notations of one number each.
  private static let notations = [
    ["0", "-0", "0.0", "0e9", "-0.00"], ["1", "1.0", "10e-1", "0.01e2"], ["-120", "-1.2e2", "-120.0"],
    ["9223372036854775807", "9223372036854775807.0"], ["10000000000000000000", "1e19", "100e17"], ["0.5", "5e-1"],
  ]

  @Test(arguments: notations)
  func `a number is equal to itself in any notation, and has one hash`(notations: [String]) throws {
    let numbers = try notations.map { try #require(JSONNumber(text: $0)) }
    for number in numbers {
      #expect(number == numbers[0])
      #expect(number.hashValue == numbers[0].hashValue, "\(number.text)")
      #expect(number.int == numbers[0].int, "\(number.text)")
    }
    #expect(Set(numbers).count == 1)
  }
}
