import ProcessEnvironment
import Settings

/// The facts that every artefact states, each stated here alone.
///
/// Facts that the program tells about itself are not here: options come from its help, libraries from its version.
struct Facts {
  /// The name of the program, of its package and of its service.
  static let name = "nethesis-mcp"
  /// The name that people see.
  static let title = "Nethesis MCP"
  /// The description for registries, at most 100 characters.
  static let description =
    "Serves an OpenAPI document's operations as MCP tools; passwords and tokens never reach the model"
  /// The description in paragraphs.
  static let longDescription = [
    "nethesis-mcp is a Model Context Protocol (MCP) server. It reads an OpenAPI document, publishes each operation as a "
      + "tool, and forwards every call to the API, over standard input and output or Streamable HTTP.",
    "Out of the box the API is my.nethesis.it and its personal API keys. A password is typed on a private page, and a new "
      + "token is shown there once: a model sees neither.",
  ]
  static let author = "Nethesis"
  static let mail = "info@nethesis.it"
  static let homepage = "https://my.nethesis.it"
  /// The name in the MCP registry: the domain in reverse, which vouches for it, and the program.
  static let registryName = "it.nethesis/\(name)"
  static let keywords = ["mcp", "openapi", "api", "nethesis"]

  /// The group and user id of the image's user.
  static let imageUser = 65532
  /// The port of the endpoint by default, and the paths that tell its health.
  static let port = 8722
  static let livePath = "/healthz"
  static let readyPath = "/readyz"

  /// The newest glibc whose symbols the program may use: that of Ubuntu 22.04; Debian 12 has 2.36.
  static let newestGlibc = SymbolVersion("2.35")

  /// The settings that people are offered where they click instead of type, with their titles.
  static let offeredSettings: [(setting: Setting, title: String)] = [
    (.backend, "API"), (.token, "Session token"), (.tokenFile, "File with the session token"),
    (.loginIssuer, "Identity provider"), (.loginClientID, "Client id"), (.readOnly, "Read only"),
  ]

  /// The version of the release: that of the program, or one before it.
  let version: ReleaseVersion
  /// Seconds since 1970 that every file and signature is dated by.
  let date: Int
  /// The public address where artefacts are downloaded from; `nil` while there is none.
  let baseURL: String?
  /// The name under which the image is pushed, without a tag; `nil` while there is none.
  let imageName: String?
}
