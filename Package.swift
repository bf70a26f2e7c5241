// swift-tools-version: 6.3
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

/// The commit of a release, which its build is told by BUILD_COMMIT; the program then says it by --version --json.
let commit: [CSetting] =
  (Context.environment["BUILD_COMMIT"] ?? "")
  .wholeMatch(of: /[0-9a-f]{40}/).map { [.define("BUILD_COMMIT", to: "\"\($0.0)\"")] } ?? []
let release = BuildSettingCondition.when(configuration: .release)

let releaseLinking = [
  "-use-ld=lld",  // It makes a smaller program, which starts faster.
  // Nothing loads the program as a library: its names for that, and what only they lead to, are left out.
  "-Xlinker", "--no-export-dynamic",
  "-Xlinker", "-z", "-Xlinker", "now",  // Addresses of others' functions are read only once the program starts.
  // Equal functions are there once: none is compared. The file says why nothing misses the tables for unwinding.
  "-Xlinker", "--icf=all", "-Xlinker", "--no-eh-frame-hdr", "-Xlinker", "--no-warn-symbol-ordering",
  "-Xlinker", "-T\(Context.packageDirectory)/Sources/nethesis-mcp/without-unwind-tables.ld",
  // The functions of a start lie side by side, so that it touches few pages (Tests/Benchmark/start-order).
  "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Sources/nethesis-mcp/start-order.txt",
]

let package = Package(
  name: "nethesis-mcp",
  products: [.executable(name: "packaging", targets: ["Packaging"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),  // the command line
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),  // sealing of what clients bring back
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),  // HTTP methods, fields, statuses
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),  // logging
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),  // the HTTP server's loops and parser
  ],
  targets: [
    // MARK: Files - files read whole, changes noticed, and the user's folder for state
    .target(name: "Files"),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    // MARK: JSON - an exact JSON value, its parser and its writer
    .target(name: "JSON"),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    // MARK: TextCoding - percent-encoding, hexadecimal digits, base64 and Punycode; text without hidden characters
    .target(name: "TextCoding"),
    .testTarget(name: "TextCodingTests", dependencies: ["JSON", "TextCoding"]),
    // MARK: HTML - markup written by interpolation that escapes at each hole
    .target(name: "HTML", dependencies: ["TextCoding"]),
    .testTarget(name: "HTMLTests", dependencies: ["HTML"]),
    // MARK: CommonMark - CommonMark from strangers as HTML and as an outline
    .target(name: "CommonMark", dependencies: ["HTML"]),
    .testTarget(name: "CommonMarkTests", dependencies: ["CommonMark", "TestSupport"]),
    // MARK: CommonMarkFilter - documents on standard input, their HTML on standard output, for tests; not shipped
    .executableTarget(name: "CommonMarkFilter", dependencies: ["CommonMark", "JSON"], path: "Tests/CommonMarkFilter"),
    // MARK: CSecret - the desktop's keyring by libsecret, loaded on first use
    .target(name: "CSecret"),
    // MARK: Store - sessions and other values that outlive a request: in memory, or in a sealed file
    .target(name: "Store", dependencies: ["CSecret", "Files", "JSON", "TextCoding", crypto]),
    .testTarget(name: "StoreTests", dependencies: ["EventThread", "Files", "PostgreSQLStore", "Store", "TestSupport"]),
    // MARK: CPostgreSQL - connections to PostgreSQL by libpq, loaded on first use
    .target(name: "CPostgreSQL"),
    // MARK: PostgreSQLStore - the store of several replicas, in tables of a database
    .target(name: "PostgreSQLStore", dependencies: ["CPostgreSQL", "EventThread", "Files", "Store"]),
    // MARK: JSONSchema - compile and evaluate JSON Schema 2020-12; failures as sentences
    .target(name: "JSONSchema", dependencies: ["JSON", "TextCoding"]),
    .testTarget(name: "JSONSchemaTests", dependencies: ["JSON", "JSONSchema", "TestSupport"]),
    // MARK: JSONRPC - messages, ids and errors of JSON-RPC 2.0
    .target(name: "JSONRPC", dependencies: ["JSON"]),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSON", "JSONRPC"]),
    // MARK: MCP - the protocol, transport-free: versions, what is offered, and how each version writes it
    .target(name: "MCP", dependencies: ["JSON", "JSONRPC", "TextCoding", crypto]),
    .testTarget(name: "MCPTests", dependencies: ["JSON", "JSONRPC", "MCP", "TestSupport"]),
    // MARK: MCPStdio - one message a line on standard input and output
    .target(name: "MCPStdio", dependencies: ["EventThread", "JSON", "JSONRPC", "MCP"]),
    .testTarget(
      name: "MCPStdioTests",
      dependencies: ["EventThread", "JSON", "JSONRPC", "MCP", "MCPStdio", "TestSupport"]
    ),
    // MARK: WebServer - HTTP connections, their bounds and their peers; routes
    .target(name: "WebServer", dependencies: ["TextCoding", nioCore, nioHTTP1, nioPosix]),
    .testTarget(name: "WebServerTests", dependencies: ["TestSupport", "WebServer", nioHTTP1]),
    // MARK: MCPHTTP - Streamable HTTP, all versions at one path
    .target(
      name: "MCPHTTP",
      dependencies: [
        "Files", "JSON", "JSONRPC", "MCP", "TextCoding", "TokenVerification", "WebServer", crypto, nioCore, nioHTTP1,
        nioPosix,
      ]
    ),
    .testTarget(
      name: "MCPHTTPTests",
      dependencies: [
        "JSON", "JSONRPC", "MCP", "MCPHTTP", "SignIn", "TestSupport", "TextCoding", "TokenVerification", "WebServer",
        crypto, nioCore, nioHTTP1,
      ]
    ),
    // MARK: EventThread - one thread that runs Swift jobs and waits for descriptors
    .target(name: "EventThread"),
    .testTarget(name: "EventThreadTests", dependencies: ["EventThread"]),
    // MARK: CCurl - libcurl's types, and its functions loaded on first use
    .target(name: "CCurl"),
    // MARK: CurlHTTP - an HTTP client on libcurl's multi interface
    .target(name: "CurlHTTP", dependencies: ["CCurl", "EventThread", httpTypes]),
    .testTarget(name: "CurlHTTPTests", dependencies: ["CCurl", "CurlHTTP", "EventThread", "TestSupport", httpTypes]),
    // MARK: Sandbox - the embedded stand-in for the my.nethesis.it backend and its identity provider
    .target(name: "Sandbox", dependencies: ["Files", "JSON", "TextCoding", "WebServer", crypto, nioCore, nioHTTP1]),
    .testTarget(name: "SandboxTests", dependencies: ["JSON", "Sandbox", "TestSupport", "TextCoding", crypto]),
    // MARK: CYAML - libyaml's header (Debian: libyaml-dev), for documents that are YAML
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    // MARK: OpenAPI - an OpenAPI document as a list of operations, overlays applied
    .target(
      name: "OpenAPI",
      dependencies: ["CYAML", "JSON", "JSONSchema", "TextCoding"],
      // Statically: the program is to need nothing beside it but libcurl.
      linkerSettings: [.linkedLibrary(":libyaml.a")]
    ),
    .testTarget(name: "OpenAPITests", dependencies: ["JSON", "OpenAPI", "TestSupport"]),
    // MARK: LazyValue - a value that is made at its first use
    .target(name: "LazyValue"),
    // MARK: Redaction - secrets found in text of any encoding, and taken out
    .target(name: "Redaction", dependencies: ["JSON", "LazyValue", "TextCoding", httpTypes]),
    .testTarget(name: "RedactionTests", dependencies: ["JSON", "Redaction", "TestSupport", "TextCoding"]),
    // MARK: Operations - an operation's input schema, its request, its output schema and results; pure
    .target(
      name: "Operations",
      dependencies: [
        "JSON", "JSONRPC", "JSONSchema", "LazyValue", "MCP", "OpenAPI", "Redaction", "TextCoding", httpTypes,
      ]
    ),
    // MARK: DocsSearch - an index of the pages of documentation, by words, synonyms and misspellings
    .target(name: "DocsSearch", dependencies: ["JSON", "OpenAPI"]),
    .testTarget(name: "DocsSearchTests", dependencies: ["DocsSearch", "JSON", "OpenAPI", "Schemas", "TestSupport"]),
    // MARK: Calls - a call as a value and its stages: credentials, approval, backend, response, record
    .target(
      name: "Calls",
      dependencies: [
        "JSON", "JSONRPC", "JSONSchema", "LazyValue", "MCP", "OpenAPI", "Operations", "Redaction", "TextCoding", crypto,
        httpTypes,
      ]
    ),
    // MARK: APITools - the tools of documents, and the search over them
    .target(
      name: "APITools",
      dependencies: [
        "Calls", "DocsSearch", "JSON", "JSONRPC", "JSONSchema", "LazyValue", "MCP", "OpenAPI", "Operations",
        "Redaction", "TextCoding", httpTypes,
      ]
    ),
    .testTarget(
      name: "APIToolsTests",
      dependencies: [
        "APITools", "Calls", "EventThread", "JSON", "JSONRPC", "JSONSchema", "LazyValue", "MCP", "OpenAPI",
        "Operations", "Redaction", "Schemas", "TestSupport", "TextCoding", httpTypes,
      ]
    ),
    // MARK: Audit - a record of calls that shows when it was changed
    .target(name: "Audit", dependencies: ["Calls", "JSON", "TextCoding", crypto]),
    .testTarget(name: "AuditTests", dependencies: ["Audit", "Calls", "JSON", "TestSupport"]),
    // MARK: ApprovalJSON - the page of an approval for programs, as the server writes it and `approve` reads it
    .target(name: "ApprovalJSON", dependencies: ["JSON"]),
    .testTarget(name: "ApprovalJSONTests", dependencies: ["ApprovalJSON", "JSON"]),
    // MARK: StepUp - asking people on a page for what models must not know
    .target(
      name: "StepUp",
      dependencies: [
        "ApprovalJSON", "Calls", "HTML", "JSON", "MCP", "Store", "TextCoding", "WebServer", crypto, nioHTTP1,
      ]
    ),
    .testTarget(
      name: "StepUpTests",
      dependencies: [
        "Calls", "HTML", "JSON", "JSONRPC", "MCP", "StepUp", "Store", "TestSupport", "TextCoding", "WebServer",
      ]
    ),
    // MARK: Canary - a backend that says secrets again, and a search for them that knows nothing of what hides them
    .target(name: "Canary", dependencies: ["JSON"]),
    .testTarget(name: "CanaryTests", dependencies: ["Canary", "EventThread", "JSON", "Redaction"]),
    // MARK: SignIn - signing in at a provider, and sessions that renew themselves
    .target(
      name: "SignIn",
      dependencies: ["EventThread", "JSON", "Redaction", "Store", "TextCoding", "WebServer", crypto, nioCore, nioHTTP1]
    ),
    .testTarget(
      name: "SignInTests",
      dependencies: ["JSON", "SignIn", "Store", "TestSupport", "TextCoding", "WebServer", crypto]
    ),
    // MARK: TokenVerification - access tokens of an issuer: their claims and signatures, its keys, questions to it
    .target(name: "TokenVerification", dependencies: ["JSON", "MCP", "SignIn", "TextCoding", crypto, cryptoExtras]),
    .testTarget(
      name: "TokenVerificationTests",
      dependencies: ["JSON", "SignIn", "TextCoding", "TokenVerification", crypto, cryptoExtras]
    ),
    // MARK: Linking - sessions that callers link on pages, each bound to its caller
    .target(
      name: "Linking",
      dependencies: [
        "Calls", "HTML", "JSON", "JSONRPC", "MCP", "OpenAPI", "Operations", "Redaction", "SignIn", "StepUp", "Store",
        "TextCoding", "WebServer", crypto, nioHTTP1,
      ]
    ),
    .testTarget(name: "LinkingTests", dependencies: ["JSON", "Linking", "MCP", "Redaction", "SignIn", "Store"]),
    // MARK: APIDocs - pages and prompts made from an API's document
    .target(
      name: "APIDocs",
      dependencies: ["DocsSearch", "JSON", "JSONRPC", "LazyValue", "MCP", "OpenAPI", "Operations", "TextCoding"]
    ),
    .testTarget(
      name: "APIDocsTests",
      dependencies: ["APIDocs", "DocsSearch", "JSON", "JSONRPC", "MCP", "OpenAPI", "Schemas", "TestSupport"]
    ),
    // MARK: DocsTools - the tools that search and read documentation
    .target(
      name: "DocsTools",
      dependencies: ["APIDocs", "Calls", "DocsSearch", "JSON", "JSONRPC", "MCP", "OpenAPI", "Operations"]
    ),
    .testTarget(
      name: "DocsToolsTests",
      dependencies: [
        "APIDocs", "DocsTools", "JSON", "JSONRPC", "JSONSchema", "MCP", "OpenAPI", "Operations", "Schemas",
        "TestSupport",
      ]
    ),
    // MARK: CZlib - zlib's compression, loaded on first use
    .target(name: "CZlib"),
    // MARK: Portal - the documentation portal: pages for people and for models, and their addresses
    .target(
      name: "Portal",
      dependencies: [
        "APIDocs", "ClientSetup", "CommonMark", "CZlib", "DocsSearch", "HTML", "JSON", "LazyValue", "MCP",
        "MCPHTTP", "OpenAPI", "TextCoding", "WebServer", crypto, nioHTTP1,
      ]
    ),
    .testTarget(name: "PortalTests", dependencies: ["APIDocs", "JSON", "OpenAPI", "Portal", "TestSupport"]),
    // MARK: Schemas - the endpoint spec and its overlay, embedded in the binary
    .target(
      name: "Schemas",
      path: "schemas",
      exclude: ["my-nethesis.openapi.json", "my-nethesis.overlay.json", "tools"]
    ),
    .testTarget(
      name: "SchemasTests",
      dependencies: [
        "APITools", "Calls", "JSON", "JSONRPC", "MCP", "OpenAPI", "Operations", "Schemas", "TestSupport", httpTypes,
      ]
    ),
    // MARK: ClientSetup - MCP clients, their configuration files, and edits that keep every other byte
    .target(name: "ClientSetup", dependencies: ["JSON", "OpenAPI", "TextCoding"]),
    .testTarget(name: "ClientSetupTests", dependencies: ["ClientSetup", "JSON"]),
    // MARK: CProcess - the arguments and the environment that the process was started with
    .target(name: "CProcess", cSettings: commit),
    // MARK: ProcessEnvironment - what commands have of their process: streams, terminal, browser, log, exit status
    .target(
      name: "ProcessEnvironment",
      dependencies: ["CProcess", "EventThread", "Files", "JSON", "Redaction", "TextCoding", logging]
    ),
    .testTarget(
      name: "ProcessEnvironmentTests",
      dependencies: ["ProcessEnvironment", "Redaction", "TestSupport", logging]
    ),
    // MARK: Settings - the places of settings, the settings in force, and the credentials that they name
    .target(
      name: "Settings",
      dependencies: [
        "APITools", "Calls", "CurlHTTP", "EventThread", "Files", "JSON", "MCP", "OpenAPI", "Operations",
        "ProcessEnvironment", "Redaction", "SignIn", "Store", "TextCoding", logging,
      ]
    ),
    .testTarget(
      name: "SettingsTests",
      dependencies: [
        "APITools", "Calls", "Files", "MCP", "OpenAPI", "Operations", "ProcessEnvironment", "Redaction", "Settings",
        "Store", "TestSupport", logging,
      ]
    ),
    // MARK: Approve - a person's approval at the terminal, by the page's JSON
    .target(
      name: "Approve",
      dependencies: [
        "ApprovalJSON", "CurlHTTP", "EventThread", "Files", "JSON", "Operations", "ProcessEnvironment", "Settings",
        "TextCoding", "WebServer", httpTypes,
      ]
    ),
    .testTarget(
      name: "ApproveTests",
      dependencies: ["ApprovalJSON", "Approve", "JSON", "Operations", "ProcessEnvironment", "WebServer"]
    ),
    // MARK: Assembly - what the settings lead to: documents, the catalog served and replaced, the way to the backend
    .target(
      name: "Assembly",
      dependencies: [
        "APIDocs", "APITools", "Audit", "Calls", "CurlHTTP", "DocsTools", "EventThread", "Files", "JSON", "JSONRPC",
        "LazyValue", "Linking", "MCP", "MCPHTTP", "OpenAPI", "Operations", "PostgreSQLStore", "ProcessEnvironment",
        "Redaction", "Sandbox", "Schemas", "Settings", "SignIn", "StepUp", "Store", "TextCoding", "TokenVerification",
        "WebServer", crypto, httpTypes, logging,
      ]
    ),
    .testTarget(
      name: "AssemblyTests",
      dependencies: [
        "Assembly", "Calls", "EventThread", "Files", "JSON", "MCPHTTP", "OpenAPI", "Operations", "ProcessEnvironment",
        "Settings", "SignIn", "Store", "TestSupport", logging,
      ]
    ),
    // MARK: Doctor - check-ups of what a call depends on, and the canary that looks for secrets in what is sent
    .target(
      name: "Doctor",
      dependencies: [
        "APITools", "Assembly", "Audit", "Calls", "Canary", "CurlHTTP", "EventThread", "Files", "JSON", "MCP",
        "OpenAPI", "Operations", "PostgreSQLStore", "ProcessEnvironment", "Redaction", "Settings", "SignIn", "StepUp",
        "Store", "TextCoding", "TokenVerification", httpTypes,
      ]
    ),
    .testTarget(name: "DoctorTests", dependencies: ["Calls", "Canary", "Doctor", "MCP"]),
    // MARK: NethesisMCP - the commands of the program
    .target(
      name: "NethesisMCP",
      dependencies: [
        "APIDocs", "APITools", "Approve", "Assembly", "Audit", "Calls", "ClientSetup", "CurlHTTP", "Doctor",
        "EventThread", "Files", "JSON", "JSONSchema", "LazyValue", "Linking", "MCP", "MCPHTTP", "MCPStdio", "OpenAPI",
        "Operations", "Portal", "PostgreSQLStore", "ProcessEnvironment", "Sandbox", "Settings", "SignIn", "StepUp",
        "Store", "TextCoding", "TokenVerification", "WebServer", argumentParser, crypto, httpTypes, logging,
      ]
    ),
    .testTarget(
      name: "NethesisMCPTests",
      dependencies: [
        "Assembly", "JSON", "JSONRPC", "MCP", "MCPHTTP", "nethesis-mcp", "NethesisMCP", "ProcessEnvironment",
        "Settings", "SignIn", "TestSupport", "TokenVerification", "WebServer", argumentParser, crypto,
      ]
    ),
    .executableTarget(
      name: "nethesis-mcp",
      dependencies: ["NethesisMCP"],
      exclude: ["start-order.txt", "without-unwind-tables.ld"],
      linkerSettings: [.unsafeFlags(releaseLinking, release)]
    ),
    // MARK: Benchmarks - servers on standard input and output, measured side by side; not shipped
    .executableTarget(name: "Benchmarks", dependencies: ["JSON"]),
    // MARK: Packaging - packages, archives and an image of the release binary, for Linux; not shipped
    .executableTarget(
      name: "Packaging",
      dependencies: ["JSON", "ProcessEnvironment", "Settings", "TextCoding", argumentParser, crypto]
    ),
    .testTarget(name: "PackagingTests", dependencies: ["JSON", "Packaging", "ProcessEnvironment", "Settings"]),
    // MARK: GrowthBenchmark - how the work grows with the input, measured on the libraries themselves; not shipped
    .executableTarget(
      name: "GrowthBenchmark",
      dependencies: [
        "APIDocs", "APITools", "Audit", "Calls", "CurlHTTP", "DocsSearch", "JSON", "JSONRPC", "JSONSchema", "MCP",
        "MCPHTTP", "OpenAPI", "Operations", "Redaction", "StepUp", "TextCoding", crypto, httpTypes,
      ]
    ),
    // MARK: ConformanceServer - the fixtures of the official conformance suite on the same engine; not shipped
    .executableTarget(
      name: "ConformanceServer",
      dependencies: ["EventThread", "JSON", "JSONRPC", "MCP", "MCPHTTP", "MCPStdio"],
      path: "Tests/ConformanceServer"
    ),
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["ConformanceServer", "JSON", "JSONRPC", "MCP", "TestSupport"]
    ),
    // MARK: StoreWorker - a process with the sealed file, which tests kill; not shipped
    .executableTarget(name: "StoreWorker", dependencies: ["Files", "Store"], path: "Tests/StoreWorker"),
    // MARK: HTTPEcho - what the server on HTTP is measured by: a bare route; not shipped
    .executableTarget(name: "HTTPEcho", dependencies: [nioCore, nioHTTP1, nioPosix]),
    // MARK: TestSupport - what the test targets share: the reference data and where it lies
    .target(name: "TestSupport", dependencies: ["JSON", "JSONSchema", "Store"], path: "Tests/TestSupport"),
  ]
)

/// Applied to every Swift target: Swift 6 mode, every upcoming feature, strict memory safety, no warnings.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("ImmutableWeakCaptures"),  // SE-0481
  .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
  .strictMemorySafety(),  // SE-0458
  .treatAllWarnings(as: .error),  // SE-0443
  // Generic types then name their conformances, which each start would otherwise look for among those of all libraries.
  .unsafeFlags(["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], release),
  .unsafeFlags(["-Xfrontend", "-function-sections"], release),  // The linker orders, folds and drops functions.
]

/// The targets that wait for people or run once: they are built for size.
let rarelyRun: Set = [
  "Approve", "Assembly", "Canary", "ClientSetup", "CommonMark", "Doctor", "HTML", "Linking", "NethesisMCP", "Portal",
  "PostgreSQLStore", "Sandbox", "Settings", "SignIn", "StepUp", "Store",
]

for target in package.targets where !["CCurl", "CPostgreSQL", "CProcess", "CSecret", "CYAML"].contains(target.name) {
  target.swiftSettings = rarelyRun.contains(target.name) ? settings + [.unsafeFlags(["-Osize"], release)] : settings
}
