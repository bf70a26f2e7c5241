import Testing

@testable import Packaging

struct LinkedLibrariesTests {
  private static func headers(_ lines: String...) -> String {
    """
    Dynamic Section:
      NEEDED               libc.so.6
      NEEDED               libstdc++.so.6
    \(lines.joined(separator: "\n"))
    Version References:
      required from libc.so.6:
        0x06969197 0x00 02 GLIBC_2.17
        0x069691b4 0x00 03 GLIBC_2.34
        0x069691b4 0x00 03 GLIBC_2.4
      required from libstdc++.so.6:
        0x0297f861 0x00 04 GLIBCXX_3.4.9
        0x0297f861 0x00 04 GLIBCXX_3.4.29
    """
  }

  @Test func `dependencies follow the newest symbols, as numbers`() throws {
    let libraries = try LinkedLibraries(Self.headers())
    #expect(try libraries.debian == ["libc6 (>= 2.34)", "libgcc-s1", "libstdc++6 (>= 11)"])
  }

  @Test(
    arguments: [
      "  NEEDED               libswiftCore.so", "  NEEDED               libcurl.so.4",
      "  RUNPATH              $ORIGIN", "    0x1 0x00 05 GLIBC_2.38",
    ]
  )
  func `what only some systems have is refused`(line: String) {
    #expect(throws: PackagingError.self) { try LinkedLibraries(Self.headers(line)) }
  }
}
