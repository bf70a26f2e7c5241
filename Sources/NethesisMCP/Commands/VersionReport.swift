import JSON
import MCP
import ProcessEnvironment

/// The versions of the program and of everything that it works with, for reports of faults and for packages.
enum VersionReport {
  /// Whether a command line asks for it: `--version --json` in either order.
  static func isWanted(_ arguments: [String]) -> Bool {
    arguments.count == 2 && Set(arguments) == ["--version", "--json"]
  }

  /// The report as JSON, on one line.
  static var text: String {
    let report: JSONValue = [
      "name": .string(OwnProgram.name), "version": .string(Version.current),
      "commit": Version.commit.map(JSONValue.string) ?? .null,
      "protocolVersions": .array(ProtocolVersion.allCases.reversed().map { .string($0.rawValue) }),
      "libraries": .array(RuntimeLibrary.allCases.map(entry)),
    ]
    return report.description
  }

  private static func entry(_ library: RuntimeLibrary) -> JSONValue {
    [
      "file": .string(library.rawValue), "packages": .array(library.packages.map(JSONValue.string)),
      "use": .string(library.use), "isOptional": .bool(library.isOptional),
      "isRare": .bool(library.isRare), "isFound": .bool(library.isFound),
      "version": library.version.map(JSONValue.string) ?? .null,
    ]
  }
}
