import Glibc
import Testing

@testable import Store

/// The place of the session bus where the environment names none.
struct SessionBusTests {
  @Test func `the runtime folder goes first, then the user's own`() {
    #expect(SessionBus.paths(runtimeFolder: nil, user: 1000) == ["/run/user/1000/bus"])
    #expect(SessionBus.paths(runtimeFolder: "/run/user/1000", user: 1000) == ["/run/user/1000/bus"])
    #expect(SessionBus.paths(runtimeFolder: "/tmp/r", user: 0) == ["/tmp/r/bus", "/run/user/0/bus"])
    #expect(SessionBus.paths(runtimeFolder: "r", user: 0) == ["/run/user/0/bus"])
  }

  @Test func `an address is escaped`() {
    #expect(SessionBus.address("/run/user/1000/bus") == "unix:path=/run/user/1000/bus")
    #expect(SessionBus.address("/a b,c;d=e%\u{1}é") == "unix:path=/a%20b%2cc%3bd%3de%25%01%c3%a9")
  }

  @Test func `only a socket of this user counts`() throws {
    let folder = TemporaryFolder()
    folder.write([], "file")
    #expect(!SessionBus.isOwnSocket("\(folder.path)/file"))
    #expect(!SessionBus.isOwnSocket("\(folder.path)/missing"))
    let path = "\(folder.path)/bus"
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
    #expect(SessionBus.isOwnSocket(path))
    _ = unsafe symlink(path, "\(folder.path)/link")
    #expect(!SessionBus.isOwnSocket("\(folder.path)/link"))
    if geteuid() == 0 {
      _ = unsafe chown(path, 12345, 12345)
      #expect(!SessionBus.isOwnSocket(path))
    }
  }
}
