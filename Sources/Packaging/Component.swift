import Foundation
import JSON

/// A library or package that the program consists of, or opens.
struct Component {
  enum Kind { case swiftPackage, linkedLibrary, systemLibrary }

  let kind: Kind
  let name: String
  let version: String
  let source: String
  /// The SPDX expression of its licence.
  let license: String
  /// The Git commit, of Swift packages.
  let revision: String?

  /// Whether its code is part of the binary.
  var isLinked: Bool { kind != .systemLibrary }

  /// All components, by kind and name.
  ///
  /// - Throws: An error if the versions that the build resolved are not known.
  static func all(_ program: ProgramFile, resolved: URL) throws -> [Component] {
    guard let data = try? Data(contentsOf: resolved) else {
      throw PackagingError(
        "there is no \(resolved.path), which has the versions of the packages: build the program first"
      )
    }
    let pins = try JSONParser.parse(Array(data))["pins"]?.array ?? []
    guard !pins.isEmpty else { throw PackagingError("\(resolved.path) has no packages") }
    let packages = try pins.map(swiftPackage).sorted { $0.name < $1.name }
    return packages + (try linkedLibraries()) + systemLibraries(program)
  }

  private static func swiftPackage(_ pin: JSONValue) throws -> Component {
    guard let name = pin["identity"]?.string, let source = pin["location"]?.string,
      let revision = pin["state"]?["revision"]?.string
    else { throw PackagingError("Package.resolved has a package without identity, location or revision: \(pin)") }
    return Component(
      kind: .swiftPackage,
      name: name,
      version: pin["state"]?["version"]?.string ?? revision,
      source: source,
      license: "Apache-2.0",
      revision: revision
    )
  }

  /// The libraries of the building system that the linker adds.
  private static func linkedLibraries() throws -> [Component] {
    let swift = String(decoding: try Tool.swift.run(["--version"]), as: UTF8.self)
    guard let version = swift.firstMatch(of: /Swift version ([0-9][0-9.]*)/)?.1 else {
      throw PackagingError("swift --version says no version: \(swift)")
    }
    let yaml = String(decoding: try Tool.dpkgQuery.run(["-W", "-f", "${Version}", "libyaml-dev"]), as: UTF8.self)
    return [
      Component(
        kind: .linkedLibrary,
        name: "libyaml",
        version: yaml,
        source: "https://github.com/yaml/libyaml",
        license: "MIT",
        revision: nil
      ),
      Component(
        kind: .linkedLibrary,
        name: "swift-runtime",
        version: String(version),
        source: "https://github.com/swiftlang/swift",
        license: "Apache-2.0 WITH Swift-exception",
        revision: nil
      ),
    ]
  }

  private static func systemLibraries(_ program: ProgramFile) -> [Component] {
    program.report.libraries.map { library in
      Component(
        kind: .systemLibrary,
        name: library.file,
        version: "",
        source: library.packages,
        license: "",
        revision: nil
      )
    }
  }
}
