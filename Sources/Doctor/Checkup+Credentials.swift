import APITools
package import Assembly
import Calls
import JSON
import OpenAPI
import ProcessEnvironment
import Redaction
import TextCoding

extension Checkup {
  /// The remaining validity, in seconds, below which a credential gets a warning.
  private static let shortness = 300.0
  /// The end of the year 9999 as a Unix time: RFC 3339 knows no later time.
  private static let lastTime = 253_402_300_799.0

  /// Checks the credentials configured for a document, and finds operations that they cannot be used for.
  ///
  /// - Returns: Whether calls use them at all.
  package mutating func checkCredentials(
    _ document: PublishedDocument,
    _ startup: Startup,
    at now: Int = UTCTime.now()
  ) async -> Bool {
    guard startup.usesOwnCredentials else {
      ok("credential", "Callers bring their own.")
      return false
    }
    if let (problem, advice) = document.unusedToken { warn("credential", "\(problem).", advice) }
    let operations = document.served.entries.map(\.operation)
    var seen: Set<String> = []
    for operation in operations {
      for scheme in operation.security.flatMap(\.schemes).map(\.scheme) where seen.insert(scheme.name).inserted {
        await check(scheme, operation, document.servers.main.credentials, at: Double(now))
      }
    }
    return await checkRefusals(document.served.entries)
  }

  private mutating func check(
    _ scheme: SecurityScheme,
    _ operation: Operation,
    _ source: any CredentialSource,
    at now: Double
  ) async {
    let credential: Credential?
    do throws(CredentialError) { credential = try await source.credential(for: scheme) } catch {
      return fail("credential", "\(scheme.name): \(error.sentence)")
    }
    guard let credential else { return }
    let text = "\(scheme.name): \(credential.form)"
    guard let end = credential.end else { return ok("credential", "\(text).") }
    let time = UTCTime.text(Int(min(max(end, 0), Self.lastTime)))
    let advice = operation.mcp.errors["401"] ?? source.advice(for: scheme)
    switch end - now {
    case ...0: fail("credential", "\(text), which has ended at \(time).", advice)
    case ...Self.shortness: warn("credential", "\(text), which ends in \(Int(end - now)) seconds.", advice)
    default: ok("credential", "\(text), which ends at \(time).")
    }
  }

  /// Finds operations that refuse the configured credentials before sending anything.
  private mutating func checkRefusals(_ entries: [APITools.Entry]) async -> Bool {
    // The refusals would only repeat the failure.
    guard !hasFailed("credential") else { return false }
    let refusals = await CredentialRefusals(of: entries)
    for (sentence, tools) in refusals.groups {
      let text = "It is of no use for \(CredentialRefusals.names(tools))."
      if refusals.areAll { fail("credential", text, sentence) } else { warn("credential", text, sentence) }
    }
    return !entries.isEmpty && !refusals.areAll
  }

  /// Sends the credential to the backend with a pinned read-only operation, to see whether it is accepted.
  package mutating func tryCredentials(_ document: PublishedDocument, _ assembly: Assembly) async {
    let entries = document.served.entries
    guard let entry = await entries.firstList(where: { $0.operation.mcp.isPinned }) else {
      let candidate = await entries.firstList { _ in true }
      return skip(
        "call",
        "No tool was called: whether the backend accepts these credentials, and has these paths, is not known.",
        "Call one with the same options: nethesis-mcp call \(candidate?.name ?? "TOOL")"
      )
    }
    let start = ContinuousClock.now
    do throws(CommandFailure) {
      let outcome = try await assembly.call(tool: entry.name, arguments: [:])
      let duration = start.duration(to: .now)
      guard outcome.isError else {
        ok("credential", "The backend accepts it: \(entry.name) answers after \(duration.milliseconds) ms.")
        return await skipOthers(than: entry, document)
      }
      fail("credential", "The backend was asked for \(entry.name).", outcome.words.replacing("\n", with: " "))
    } catch {
      fail("credential", "The backend could not be asked for \(entry.name).", "\(error)")
    }
  }
}

extension Checkup {
  /// Names the configured credentials that the call of a tool did not try.
  private mutating func skipOthers(than tried: APITools.Entry, _ document: PublishedDocument) async {
    var seen = Set(tried.operation.security.flatMap(\.schemes).map(\.scheme.name))
    for entry in document.served.entries {
      for scheme in entry.operation.security.flatMap(\.schemes).map(\.scheme) where seen.insert(scheme.name).inserted {
        guard (try? await document.servers.main.credentials.credential(for: scheme)) != nil else { continue }
        skip(
          "credential",
          "\(scheme.name): not tried, since \(tried.name) takes another.",
          "Call a tool that takes it, with the same options: nethesis-mcp call \(entry.name)"
        )
      }
    }
  }
}

extension Credential {
  /// The kind of credential in words, without anything secret.
  fileprivate var form: String {
    switch self {
    case .basic: "a user name and a password"
    case .key(let key): "an API key\(Self.beginning(of: key.text))"
    case .bearer(let token):
      TokenExpiry.end(of: token.text) == nil
        ? "a token\(Self.beginning(of: token.text))" : "a signed token of a session"
    }
  }

  /// The prefix by which many tokens name their kind: up to eight letters and an underscore.
  private static func beginning(of text: String) -> String {
    guard let end = text.prefix(9).firstIndex(of: "_"), text[..<end].allSatisfy({ $0.isASCII && $0.isLetter }) else {
      return ""
    }
    return " that begins with \(text[...end])"
  }
}

extension Collection<APITools.Entry> {
  /// The first operation that only reads, needs no arguments, and is not refused for its credentials.
  fileprivate func firstList(where isSuitable: (APITools.Entry) -> Bool) async -> APITools.Entry? {
    for entry in self where entry.operation.method == "GET" && entry.operation.isReadOnly && isSuitable(entry) {
      if entry.problem(with: [:]) == nil, await entry.credentialRefusal == nil { return entry }
    }
    return nil
  }
}
