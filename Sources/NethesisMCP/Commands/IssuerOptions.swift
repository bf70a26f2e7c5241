import ArgumentParser
import MCP
import MCPHTTP
import Operations
import ProcessEnvironment
import Settings
import SignIn
import TokenVerification

/// The options for callers that have access tokens of an OAuth 2 issuer.
struct IssuerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The OAuth 2 issuer whose access tokens let callers in.", valueName: "URL"))
  var issuer: String?
  @Option(
    help: ArgumentHelp(
      "The audience that tokens must have; may be given several times. (default: the public URL)",
      valueName: "name"
    )
  )
  var audience: [String] = []
  @Option(
    help: ArgumentHelp(
      "The algorithms of signatures, each given by itself: ES256, ES384, RS256, PS256, EdDSA. (default: all)",
      valueName: "name"
    )
  )
  var tokenAlgorithm: [String] = []
  @Flag(help: "Accept tokens of the type JWT, for issuers that do not say at+jwt; ID tokens stay refused.")
  var acceptUntypedTokens = false
  @Option(
    help: ArgumentHelp("The issuer's name for read, write or keys: read=NAME.", valueName: "access=scope")
  )
  var scopeName: [String] = []
  @Option(help: ArgumentHelp("The claim for the scopes.", valueName: "name")) var scopeClaim = "scope"
  @Option(help: ArgumentHelp("The claim for the client.", valueName: "name")) var clientClaim = "client_id"
  @Option(
    help: ArgumentHelp(
      "Access that clients are told to ask for at first, besides read: write, keys; may be given several times.",
      valueName: "access"
    )
  )
  var firstScope: [String] = []
  @Flag(help: "List only the tools that a caller's scopes allow.") var listByScope = false
  @Option(
    help: ArgumentHelp("Where the issuer's keys are (default: where its metadata say).", valueName: "URL")
  )
  var jwksURL: String?
  @Option(
    help: ArgumentHelp("The client that introspects opaque tokens (RFC 7662).", valueName: "id")
  )
  var introspectionClientID: String?
  @Option(help: ArgumentHelp("The file with that client's secret.", valueName: "file"))
  var introspectionSecretFile: String?

  func validate() throws {
    guard issuer == nil else { return }
    let others: [(String, Bool)] = [
      ("--audience", !audience.isEmpty), ("--token-algorithm", !tokenAlgorithm.isEmpty),
      ("--accept-untyped-tokens", acceptUntypedTokens), ("--scope-name", !scopeName.isEmpty),
      ("--scope-claim", scopeClaim != "scope"), ("--client-claim", clientClaim != "client_id"),
      ("--first-scope", !firstScope.isEmpty), ("--list-by-scope", listByScope), ("--jwks-url", jwksURL != nil),
      ("--introspection-client-id", introspectionClientID != nil),
      ("--introspection-secret-file", introspectionSecretFile != nil),
    ]
    if let name = others.first(where: \.1)?.0 { throw ValidationError("\(name): it is for tokens of an --issuer") }
  }

  /// The facts about the issuer; `nil` if callers have no tokens of one.
  ///
  /// - Throws: The option that cannot be used, and the reason.
  func setup(_ settings: Settings) throws(CommandFailure) -> IssuerSetup? {
    guard let issuer else { return nil }
    guard ServiceURL(issuer) != nil, !issuer.contains("?") else {
      throw .usage("--issuer: an issuer is an https URL without a query; http is for this machine only")
    }
    guard let publicURL = settings.publicURL else {
      throw .usage("--issuer: tokens are for the server's own URL; give it as --public-url")
    }
    guard !publicURL.path.isEmpty else {
      throw .usage("--public-url: with --issuer it names the endpoint too, as https://mcp.example.com/mcp")
    }
    let resource = ProtectedResource(
      origin: publicURL.origin,
      path: publicURL.path,
      issuer: issuer,
      names: try names(),
      asked: Set(try firstScope.map { text throws(CommandFailure) in try Self.level(text, of: "--first-scope") }),
      listsByScope: listByScope
    )
    var requirements = TokenRequirements(
      issuer: issuer,
      audiences: audience.isEmpty ? [resource.identifier] : audience
    )
    if !tokenAlgorithm.isEmpty { requirements.algorithms = Set(try tokenAlgorithm.map(Self.algorithm)) }
    requirements.acceptsUntyped = acceptUntypedTokens
    requirements.scopeClaim = scopeClaim
    requirements.clientClaim = clientClaim
    return IssuerSetup(
      requirements: requirements,
      resource: resource,
      keysURL: try keysURL(),
      introspector: try introspector()
    )
  }

  private func names() throws(CommandFailure) -> ScopeNames {
    var names = ScopeNames()
    for text in scopeName {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[1].utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }) else {
        throw .usage("--scope-name: expected access=scope, as read=my:read")
      }
      names[try Self.level(parts[0], of: "--scope-name")] = parts[1]
    }
    guard Set(AccessLevel.allCases.map { names[$0] }).count == AccessLevel.allCases.count else {
      throw .usage("--scope-name: read, write and keys are different scopes")
    }
    guard AccessLevel.allCases.allSatisfy({ names[$0] != "offline_access" }) else {
      throw .usage("--scope-name: offline_access is between clients and the issuer, and no access to this server")
    }
    return names
  }

  private static func level(_ text: String, of option: String) throws(CommandFailure) -> AccessLevel {
    guard let level = AccessLevel(rawValue: text) else { throw .usage("\(option): access is read, write or keys") }
    return level
  }

  private static func algorithm(_ name: String) throws(CommandFailure) -> SignatureAlgorithm {
    guard let algorithm = SignatureAlgorithm(rawValue: name) else {
      let names = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("--token-algorithm: an algorithm is one of \(names)")
    }
    return algorithm
  }

  private func keysURL() throws(CommandFailure) -> ServiceURL? {
    guard let jwksURL else { return nil }
    guard let url = ServiceURL(jwksURL) else {
      throw .usage("--jwks-url: expected an https URL; http is for this machine only")
    }
    return url
  }

  private func introspector() throws(CommandFailure) -> OAuthClient? {
    guard let id = introspectionClientID else {
      guard introspectionSecretFile == nil else {
        throw .usage("--introspection-secret-file: it is the secret of an --introspection-client-id")
      }
      return nil
    }
    guard let file = introspectionSecretFile else {
      throw .usage("--introspection-client-id: its secret stands in a file; give --introspection-secret-file")
    }
    let secret = try ClientSecretFile.secret(file, of: "--introspection-secret-file")
    return OAuthClient(id: id, authentication: .basic(secret: secret))
  }
}
