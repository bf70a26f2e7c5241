import Glibc
import Testing

@testable import Files

/// The place of the folder for state, with and without variables, and the pointer between the two.
final class StatePlaceTests {
  private let root = "/tmp/state-place-\(UInt64.random(in: 0...UInt64.max))"
  private var home: String { "\(root)/home" }
  private var usual: String { "\(home)/.local/state/nethesis-mcp" }
  private var elsewhere: String { "\(root)/else where" }
  private var pointer: String { "\(usual)/elsewhere" }

  init() throws {
    _ = unsafe mkdir(root, 0o700)
    _ = unsafe mkdir(home, 0o700)
    _ = unsafe mkdir(elsewhere, 0o700)
  }

  deinit {
    for file in [pointer, "\(root)/link", "\(elsewhere)/nethesis-mcp/elsewhere"] { _ = unsafe unlink(file) }
    for folder in [
      usual, "\(home)/.local/state", "\(home)/.local", home, "\(elsewhere)/nethesis-mcp", elsewhere, root,
    ] { _ = unsafe rmdir(folder) }
  }

  private func write(_ text: String, mode: mode_t = 0o600) throws {
    _ = try StateFolder(usual)
    _ = unsafe unlink(pointer)
    let descriptor = unsafe open(pointer, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    _ = unsafe Glibc.write(descriptor, Array(text.utf8), text.utf8.count)
    fchmod(descriptor, mode)
    close(descriptor)
  }

  @Test func `without variables and pointer the folder is below the home`() throws {
    #expect(try StatePlace.path(stateHome: nil, home: home) == usual)
    #expect(try StatePlace.path(stateHome: "relative", home: home) == usual)
    #expect(try StatePlace.path(stateHome: elsewhere, home: home) == "\(elsewhere)/nethesis-mcp")
    #expect(try StatePlace.path(stateHome: elsewhere, home: nil) == "\(elsewhere)/nethesis-mcp")
    #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: nil) }
    // Looking for it makes nothing.
    #expect(FileState(path: "\(home)/.local") == nil)
  }

  @Test func `a pointer leads those without the variable to the same folder`() throws {
    _ = try StateFolder("\(elsewhere)/nethesis-mcp")
    #expect(try StatePlace.leavePointer(stateHome: elsewhere, home: home) == pointer)
    #expect(try StatePlace.path(stateHome: nil, home: home) == "\(elsewhere)/nethesis-mcp")
    #expect(try File.bytes(pointer) == Array("\(elsewhere)/nethesis-mcp\n".utf8))
    #expect(FileState(path: pointer)?.isWorldReadable == false)
    // Once more, by a sign-in that followed it.
    #expect(try StatePlace.leavePointer(stateHome: nil, home: home) == nil)
    #expect(try StatePlace.path(stateHome: nil, home: home) == "\(elsewhere)/nethesis-mcp")
    // A sign-in in the usual place takes it away.
    #expect(try StatePlace.leavePointer(stateHome: "\(home)/.local/state", home: home) == nil)
    #expect(try StatePlace.path(stateHome: nil, home: home) == usual)
  }

  @Test func `another name of the usual folder needs no pointer`() throws {
    _ = try StateFolder(usual)
    _ = unsafe symlink("\(home)/.local/state", "\(root)/link")
    #expect(try StatePlace.leavePointer(stateHome: "\(root)/link", home: home) == nil)
    #expect(FileState(path: pointer) == nil)
  }

  @Test(arguments: [
    "", "\n", "relative/folder\n", "~/x\n", "/tmp\n/etc\n", "/tmp\u{0}", "/missing-folder/nethesis-mcp\n", "/etc\n",
  ])
  func `a pointer that names no folder of this user is an error`(text: String) throws {
    try write(text)
    let failure = #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: home) }
    #expect(failure?.reason.contains(pointer) == true)
    // A sign-in without the variable removes it.
    #expect(try StatePlace.leavePointer(stateHome: nil, home: home) == nil)
    #expect(try StatePlace.path(stateHome: nil, home: home) == usual)
  }

  @Test func `a pointer that leads back is an error`() throws {
    for text in ["\(usual)\n", "\(usual)/../nethesis-mcp"] {
      try write(text)
      let failure = #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: home) }
      #expect(failure?.reason.contains("leads back") == true)
    }
  }

  @Test func `only one pointer is followed`() throws {
    let target = try StateFolder("\(elsewhere)/nethesis-mcp")
    try write("\(elsewhere)/nethesis-mcp\n")
    #expect(try target.create("elsewhere", Array("\(usual)\n".utf8)))
    #expect(try StatePlace.path(stateHome: nil, home: home) == "\(elsewhere)/nethesis-mcp")
  }

  @Test(arguments: [0o620, 0o602, 0o666]) func `a pointer that others can write is an error`(mode: mode_t) throws {
    _ = try StateFolder("\(elsewhere)/nethesis-mcp")
    try write("\(elsewhere)/nethesis-mcp\n", mode: mode)
    #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: home) }
    #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: home) }
    _ = unsafe chmod(pointer, 0o644)
    #expect(try StatePlace.path(stateHome: nil, home: home) == "\(elsewhere)/nethesis-mcp")
  }

  @Test func `a link or another user's file is no pointer`() throws {
    _ = try StateFolder("\(elsewhere)/nethesis-mcp")
    try write("\(elsewhere)/nethesis-mcp\n")
    if geteuid() == 0 {
      _ = unsafe chown(pointer, 12345, 12345)
      #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: home) }
    }
    _ = unsafe unlink(pointer)
    _ = unsafe symlink("/etc/hostname", pointer)
    #expect(throws: StateFolder.Failure.self) { try StatePlace.path(stateHome: nil, home: home) }
  }

  @Test func `a path with a line break has no pointer`() {
    #expect(throws: StateFolder.Failure.self) { try StatePlace.leavePointer(stateHome: "/tmp/a\nb", home: home) }
  }
}
