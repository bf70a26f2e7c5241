import APITools
import Calls
import OpenAPI
import TextCoding

/// The obstacles to calls that are known before anything is sent.
package struct CallForecast: Sendable {
  /// A sentence for each obstacle; it names tools if others work.
  package private(set) var obstacles: [String] = []
  /// Whether no call can work.
  package private(set) var isHopeless = false

  /// Looks at the credentials that each operation would be called with.
  package init(_ assembly: Assembly, at now: Int = UTCTime.now()) async {
    guard assembly.startup.usesOwnCredentials else { return }
    let documents = assembly.offer.documents
    isHopeless = !documents.isEmpty
    for document in documents {
      let credentials = document.servers.main.credentials
      let refusals = await CredentialRefusals(of: document.served.entries) { entry in
        if let refusal = await entry.credentialRefusal { return refusal }
        return await Self.end(of: entry.operation, credentials, at: Double(now))
      }
      isHopeless = isHopeless && refusals.areAll
      for (sentence, tools) in refusals.groups {
        let subject = refusals.areAll ? document.name : CredentialRefusals.names(tools)
        obstacles.append(VisibleText.spelled((subject.map { "\($0): " } ?? "") + sentence))
      }
    }
  }

  /// A sentence on the end of a credential that every alternative needs; `nil` if none has ended.
  private static func end(of operation: Operation, _ source: any CredentialSource, at now: Double) async -> String? {
    var sentence: String?
    for alternative in operation.security {
      var ended: SecurityScheme?
      for scheme in alternative.schemes.map(\.scheme) {
        guard let end = try? await source.credential(for: scheme)?.end, end <= now else { continue }
        ended = scheme
      }
      guard let ended else { return nil }
      let advice = operation.mcp.errors["401"] ?? source.advice(for: ended)
      sentence = sentence ?? "The credential for \(ended.name) has ended. \(advice)"
    }
    return sentence
  }
}
