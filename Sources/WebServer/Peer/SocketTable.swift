import Glibc

/// The kernel's table of TCP connections, for kernels without lookups of single ones (proc_net(5)).
enum SocketTable {
  /// The owner of the client's end of a TCP connection; unavailable if there is no table.
  static func owner(client: InternetAddress, server: InternetAddress) -> SocketOwner {
    let files = client.bytes.count == 4 ? ["tcp", "tcp6"] : ["tcp6"]
    var isAvailable = false
    for file in files {
      guard let table = contents(of: "/proc/self/net/\(file)") else { continue }
      isAvailable = true
      let owner = owner(client, server, isIPv6: file == "tcp6", in: table)
      if owner != .unknown { return owner }
    }
    return isAvailable ? .unknown : .unavailable
  }

  /// Searches a table for the connection.
  static func owner(
    _ client: InternetAddress,
    _ server: InternetAddress,
    isIPv6: Bool,
    in table: [UInt8]
  ) -> SocketOwner {
    let connection = Array("\(text(client, isIPv6: isIPv6)) \(text(server, isIPv6: isIPv6)) ".utf8)
    for line in table.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line.distance(from: colon, to: line.endIndex) > 2,
        line[(colon + 2)...].starts(with: connection)
      else { continue }
      // The fields after the addresses: state, queues, timer, retransmissions, user, timeout, inode.
      let fields = String(decoding: line[(colon + 2 + connection.count)...], as: UTF8.self).split(separator: " ")
      guard fields.count > 6, let state = Int(fields[0], radix: 16), let user = uid_t(fields[4]),
        let inode = Int(fields[6])
      else { return .unknown }
      return SocketOwner(state: state, user: user, inode: inode)
    }
    return .unknown
  }

  /// The owner of the socket that listens at an address, or on all addresses; unavailable if there is none.
  static func listener(at address: InternetAddress) -> SocketOwner {
    for file in address.bytes.count == 4 ? ["tcp", "tcp6"] : ["tcp6"] {
      guard let table = contents(of: "/proc/self/net/\(file)") else { continue }
      let owner = listener(at: address, isIPv6: file == "tcp6", in: table)
      if owner != .unavailable { return owner }
    }
    return .unavailable
  }

  /// Searches a table for a listening socket.
  static func listener(at address: InternetAddress, isIPv6: Bool, in table: [UInt8]) -> SocketOwner {
    let all = InternetAddress(bytes: [UInt8](repeating: 0, count: isIPv6 ? 16 : 4), port: address.port)
    let places = [text(address, isIPv6: isIPv6), text(all, isIPv6: isIPv6)].map { Array($0.utf8) }
    var found = SocketOwner.unavailable
    for line in table.split(separator: UInt8(ascii: "\n")) {
      // The fields: number, local and remote address, state, queues, timer, retransmissions, user.
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 8)
      guard fields.count > 7, let place = places.firstIndex(where: { fields[1].elementsEqual($0) }),
        let state = Int(String(decoding: fields[3], as: UTF8.self), radix: 16),
        let user = uid_t(String(decoding: fields[7], as: UTF8.self))
      else { continue }
      let owner = SocketOwner(listenerState: state, user: user)
      guard owner != .unavailable else { continue }
      // The one at the very address gets the connections.
      if place == 0 { return owner }
      found = owner
    }
    return found
  }

  /// An address in the table's format: hexadecimal words of four bytes in native order, and the port.
  static func text(_ address: InternetAddress, isIPv6: Bool) -> String {
    let bytes =
      isIPv6 && address.bytes.count == 4
      ? [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + address.bytes : address.bytes
    let words = stride(from: 0, to: bytes.count, by: 4).map { index in
      let word = bytes[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return padded(String(UInt32(bigEndian: word), radix: 16, uppercase: true), to: 8)
    }
    return "\(words.joined()):\(padded(String(address.port, radix: 16, uppercase: true), to: 4))"
  }

  private static func padded(_ text: String, to count: Int) -> String {
    String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// The largest table that is read, in bytes: some 200,000 connections.
  private static let maximumSize = 32 << 20

  /// Reads a file of the kernel; `nil` if there is none.
  static func contents(of path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return errno == EMFILE || errno == ENFILE ? [] : nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    while bytes.count < maximumSize {
      var count = 0
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
        count = unsafe read(file, buffer.baseAddress, buffer.count)
        initialized = max(0, count)
      }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk)
    }
    return bytes
  }
}
