import Files
import Glibc
import Store

/// A process that works with the sealed file, for tests that kill it.
///
/// Each line of standard input is a piece of work, each line of standard output an outcome.
@main
struct StoreWorker {
  private static let owner = "worker"

  static func main() async {
    // The environment says where the file is, as for the program; the argument says where its key is to be.
    let placement = CommandLine.arguments.dropFirst().first.flatMap { KeyPlacement(rawValue: $0) }
    let store = SealedFileStore(key: placement) { say("notice \($0)") }
    while let line = readLine() {
      let words = line.split(separator: " ").map { String($0) }
      do throws(StoreError) { try await work(words, store) } catch { say("error \(error.kind) \(error.message)") }
    }
  }

  private static func work(_ words: [String], _ store: SealedFileStore) async throws(StoreError) {
    switch words.first {
    case "get":
      let value = try await store.get(StoreKey("test", words[1]))
      say("value \(value.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "none")")
    case "put":
      let version = try await store.put(
        Array(words[2].utf8),
        for: StoreKey("test", words[1]),
        owner: owner,
        if: .always
      )
      say(version == nil ? "refused" : "stored")
    case "add": say("sum \(try await store.add(Int(words[2]) ?? 0, to: StoreKey("test", words[1]), expires: nil))")
    case "status":
      let status = try await store.status()
      say("status \(status.map { "\($0.key) \($0.path)" } ?? "none")")
    case "prepare":
      try await store.prepare(movingKeyTo: words.dropFirst().first.flatMap { KeyPlacement(rawValue: $0) })
      say("prepared")
    case "point":
      do throws(StateFolder.Failure) { say("pointer \(try StatePlace.leavePointer() ?? "none")") } catch {
        say("error \(error.reason)")
      }
    case "count": try await count(words[1], store)
    case "relay": try await relay(store)
    case "watch": try await watch(words[1], store)
    default: say("error unknown")
    }
  }

  /// Puts ever higher numbers, and counts each, until the process is killed.
  private static func count(_ name: String, _ store: SealedFileStore) async throws(StoreError) {
    var number = try await number(name, store)
    while true {
      number += 1
      _ = try await store.put(Array("\(number)".utf8), for: StoreKey("test", name), owner: owner, if: .always)
      _ = try await store.add(1, to: StoreKey("test", "shared"), expires: nil)
      say("\(number)")
    }
  }

  /// Raises one number that all processes share, under a lock, until the process is killed.
  private static func relay(_ store: SealedFileStore) async throws(StoreError) {
    let key = StoreKey("test", "relayed")
    while true {
      guard let lock = try await store.lock(key, lease: .seconds(60)) else {
        usleep(2000)
        continue
      }
      let former = try await store.get(key)
      let number = former.flatMap { Int(String(decoding: $0.bytes, as: UTF8.self)) } ?? 0
      let version = try await store.put(
        Array("\(number + 1)".utf8),
        for: key,
        owner: owner,
        expires: nil,
        if: former.map { .version($0.version) } ?? .absent,
        holding: lock
      )
      say(version == nil ? "lost" : "\(number + 1)")
      try await store.unlock(lock)
    }
  }

  /// Reads a number that only grows, until it is wrong.
  private static func watch(_ name: String, _ store: SealedFileStore) async throws(StoreError) {
    var last = 0
    while true {
      let number = try await number(name, store)
      guard number >= last else { return say("error \(number) after \(last)") }
      if number != last { say("\(number)") }
      last = number
    }
  }

  private static func number(_ name: String, _ store: SealedFileStore) async throws(StoreError) -> Int {
    let value = try await store.get(StoreKey("test", name))
    return value.flatMap { Int(String(decoding: $0.bytes, as: UTF8.self)) } ?? 0
  }

  private static func say(_ text: String) {
    // In one piece: a line that was written was written as a whole.
    let bytes = Array("\(text)\n".utf8)
    _ = unsafe write(STDOUT_FILENO, bytes, bytes.count)
  }
}
