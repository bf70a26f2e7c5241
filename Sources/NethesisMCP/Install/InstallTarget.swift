import ClientSetup
import Files
import ProcessEnvironment

/// The place and the name of an entry: which client, which file, which server.
struct InstallTarget {
  let client: MCPClient
  let scope: ConfigScope
  let name: String
  let place: MCPClient.Place
  /// The absolute path of the file.
  let path: String
  /// The project's folder; `nil` for a file of the user.
  let project: String?

  /// Finds the file of a client: the first that exists, or the first of all.
  init(_ client: MCPClient, _ scope: ConfigScope, name: String) throws(CommandFailure) {
    if let objection = client.objection(toName: name) { throw .usage("--name: \(objection)") }
    (self.client, self.scope, self.name) = (client, scope, name)
    let candidates = try Self.files(of: client, scope)
    guard let first = candidates.first else {
      throw .usage("\(client.title) has no file for a project; use --scope user")
    }
    (place, path) = candidates.first { FilePath.exists($0.path) } ?? first
    project = scope == .project ? FilePath.workingFolder : nil
  }

  /// The files that a client may read, with their absolute paths.
  static func files(
    of client: MCPClient,
    _ scope: ConfigScope
  ) throws(CommandFailure) -> [(place: MCPClient.Place, path: String)] {
    switch scope {
    case .user: return client.userFiles(try places).map { ($0, $0.path) }
    case .project:
      guard let folder = FilePath.workingFolder else { throw .failed("the working folder does not exist any more") }
      return client.projectFiles.map { ($0, "\(folder == "/" ? "" : folder)/\($0.path)") }
    }
  }

  /// The user's folders.
  static var places: UserPlaces {
    get throws(CommandFailure) {
      guard let home = StateFolder.home else { throw .failed("this user has no home: set HOME") }
      return UserPlaces(home: home, variables: Environment.variables(prefix: ""))
    }
  }
}
