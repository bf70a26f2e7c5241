@testable import ProcessEnvironment
import Testing

struct ChildServerTests {
  @Test func `lines go there and come back`() throws {
    let server = try ChildServer("/bin/cat", [])
    server.send("one")
    server.send("two")
    #expect(try server.receive() == Array("one".utf8))
    #expect(try server.receive() == Array("two".utf8))
    #expect(server.finish() == 0)
  }

  @Test func `a child that ends is told of, with what it said`() throws {
    let server = try ChildServer("/bin/sh", ["-c", "echo why >&2; exit 3"])
    #expect(throws: CommandFailure.failed("the server has ended; it said:\nwhy\n")) { try server.receive() }
    server.send("to nobody")
    #expect(server.finish() == 3)
  }

  @Test func `a program that is not there is told of`() {
    let words = "the server cannot be started: there is no file /nowhere/program"
    #expect(throws: CommandFailure.failed(words)) { _ = try ChildServer("/nowhere/program", []) }
  }
}
