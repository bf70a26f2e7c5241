import CSecret
import Glibc
import Synchronization

/// The session bus of D-Bus, over which the desktop's keyring is reached.
enum SessionBus {
  /// Whether the address was added to the environment; global, because the environment is the process's.
  private static let isAdded = Mutex(false)

  /// Makes sure that the environment names a bus: clients start servers with few variables, or none.
  ///
  /// - Throws: The reason why there is none. Without an address, the library would try to start a bus of its own.
  static func find() throws(KeyPlaceFailure) {
    let failure = isAdded.withLock { isAdded -> String? in
      guard !isAdded, variable("DBUS_SESSION_BUS_ADDRESS") == nil else { return nil }
      let paths = paths(runtimeFolder: variable("XDG_RUNTIME_DIR"), user: geteuid())
      guard let path = paths.first(where: isOwnSocket) else {
        return "there is no session bus: DBUS_SESSION_BUS_ADDRESS is not set, and \(paths.joined(separator: " and ")) "
          + "\(paths.count == 1 ? "is" : "are") not there"
      }
      isAdded = unsafe mcpsecret_use_bus(address(path)) != 0
      return isAdded ? nil : "there is no memory"
    }
    if let failure { throw KeyPlaceFailure(reason: failure) }
  }

  /// The places of a user's bus, the first one first.
  static func paths(runtimeFolder: String?, user: uid_t) -> [String] {
    let known = "/run/user/\(user)/bus"
    guard let runtimeFolder, runtimeFolder.hasPrefix("/"), "\(runtimeFolder)/bus" != known else { return [known] }
    return ["\(runtimeFolder)/bus", known]
  }

  /// The address of a socket (D-Bus Specification, Server Addresses): other bytes than some are escaped.
  static func address(_ path: String) -> String {
    let plain = Array("-_/.\\*".utf8)
    let escaped = path.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        String(decoding: [byte], as: UTF8.self)
      case _ where plain.contains(byte): String(decoding: [byte], as: UTF8.self)
      default: "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
      }
    }
    return "unix:path=\(escaped.joined())"
  }

  /// Whether there is a socket of this user: another user's would be given the key.
  static func isOwnSocket(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK && status.st_uid == geteuid()
  }

  private static func variable(_ name: String) -> String? {
    // Safe: the environment only changes in `mcpsecret_use_bus`, which keeps the former one.
    unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
