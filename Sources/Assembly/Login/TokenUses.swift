import Files
import Glibc
import JSON
package import SignIn
import Store
import TextCoding

/// The uses of the command `token` with one session: how many there were, and the last of them.
package struct TokenUses: Sendable, Hashable {
  /// One printed token.
  package struct Use: Sendable, Hashable {
    /// The time.
    package let time: Moment
    /// The format that was asked for.
    package let format: String
    /// The program that ran the command; `nil` if the system does not tell.
    package let program: String?

    /// Makes a use by the program that started this one, at this time.
    package static func now(format: String) -> Use {
      let name = try? File.bytes("/proc/\(getppid())/comm", atMost: 256)
      let text = name.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
      return Use(time: SignInTime.system.now(), format: format, program: text.map { VisibleText.spelled($0) })
    }
  }

  /// The number of uses that are kept one by one.
  private static let maximum = 20

  /// The number of all uses.
  package private(set) var count = 0
  /// The last uses, the latest first.
  package private(set) var last: [Use] = []

  init() {}

  /// The uses with another one.
  func adding(_ use: Use) -> TokenUses {
    var uses = self
    uses.count = min(count, Int.max - 1) + 1
    uses.last = Array(([use] + last).prefix(Self.maximum))
    return uses
  }

  init(json bytes: [UInt8]) throws(SignInError) {
    guard let object = (try? JSONParser.parse(bytes, options: .init(maximumDepth: 8)))?.object,
      let count = object["count"]?.int, let last = object["last"]?.array
    else { throw SignInError(.store, "The record of printed tokens is damaged: sign out, then sign in again.") }
    self.count = count
    self.last = last.compactMap { value in
      guard let time = value["time"]?.int, let format = value["format"]?.string else { return nil }
      return Use(time: Moment(milliseconds: time), format: format, program: value["program"]?.string)
    }
  }

  var json: [UInt8] {
    let last = last.map { use in
      JSONValue.object([
        "time": .number(JSONNumber(use.time.milliseconds)), "format": .string(use.format),
        "program": use.program.map(JSONValue.string) ?? .null,
      ])
    }
    return JSONValue.object(["count": .number(JSONNumber(count)), "last": .array(last)]).json
  }
}

extension SignInSessions {
  /// The namespace of the uses in the store.
  private static let uses = "token-use"
  /// The number of times that others may write at the same moment.
  private static let maximumTries = 100

  /// The uses of a session's token.
  ///
  /// - Throws: If they cannot be read.
  package func uses(of entry: Entry) async throws(SignInError) -> TokenUses {
    try await storedUses(of: entry)?.uses ?? TokenUses()
  }

  /// Records a use of a session's token, before it is printed.
  ///
  /// - Throws: If it cannot be stored, so that the token must not be printed.
  package func note(_ use: TokenUses.Use, of entry: Entry) async throws(SignInError) {
    for _ in 0..<Self.maximumTries {
      let stored = try await storedUses(of: entry)
      let uses = (stored?.uses ?? TokenUses()).adding(use)
      do throws(StoreError) {
        let version = try await store.put(
          uses.json,
          for: StoreKey(Self.uses, entry.key.name),
          owner: configuration.audience,
          if: stored.map { .version($0.version) } ?? .absent
        )
        if version != nil { return }
      } catch {
        throw Self.unrecorded(error.message)
      }
    }
    throw Self.unrecorded("too many others do so at the same time.")
  }

  /// Forgets the uses, with the session.
  ///
  /// - Throws: If they cannot be removed.
  package func forgetUses(of entry: Entry) async throws(SignInError) {
    do throws(StoreError) { try await store.remove(StoreKey(Self.uses, entry.key.name)) } catch {
      throw SignInError(.store, "The record of printed tokens cannot be removed: \(error.message)")
    }
  }

  private func storedUses(
    of entry: Entry
  ) async throws(SignInError) -> (uses: TokenUses, version: StoreVersion)? {
    let value: StoredValue?
    do throws(StoreError) { value = try await store.get(StoreKey(Self.uses, entry.key.name)) } catch {
      throw SignInError(.store, "The record of printed tokens cannot be read: \(error.message)")
    }
    return try value.map { value throws(SignInError) in (try TokenUses(json: value.bytes), value.version) }
  }

  private static func unrecorded(_ reason: String) -> SignInError {
    SignInError(.store, "Nothing was printed, because its use cannot be recorded: \(reason)")
  }
}
