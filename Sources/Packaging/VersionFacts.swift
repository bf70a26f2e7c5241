import JSON

/// The facts that a program prints for `--version --json`.
struct VersionFacts {
  /// A library that is opened when it is first needed.
  struct Library {
    /// The field of a package that names it.
    enum Need { case depends, recommends, suggests }

    let file: String
    /// The Debian packages that have it, alternatives with a bar between them.
    let packages: String
    let use: String
    /// How much a package depends on it.
    let need: Need
  }

  let version: String
  /// The commit that it was built of; `nil` if the build was not told.
  let commit: String?
  let protocolVersions: [String]
  let libraries: [Library]

  init(_ report: JSONValue) throws {
    guard let version = report["version"]?.string, let versions = report["protocolVersions"]?.array,
      let libraries = report["libraries"]?.array
    else { throw PackagingError("--version --json says no version, protocolVersions or libraries: \(report)") }
    self.version = version
    commit = report["commit"]?.string
    protocolVersions = versions.compactMap(\.string)
    self.libraries = try libraries.map { library in
      guard let file = library["file"]?.string, let packages = library["packages"]?.array,
        let use = library["use"]?.string
      else { throw PackagingError("--version --json has a library without file, packages or use: \(library)") }
      return Library(
        file: file,
        packages: packages.compactMap(\.string).joined(separator: " | "),
        use: use,
        need: library["isRare"]?.bool == true
          ? .suggests : library["isOptional"]?.bool == true ? .recommends : .depends
      )
    }
  }
}
