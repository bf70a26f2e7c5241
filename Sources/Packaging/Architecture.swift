/// A processor architecture, by the names that artefacts know it by.
struct Architecture {
  let debian: String
  let oci: String
  let uname: String

  /// Makes it from `e_machine` of an ELF header.
  init(machine: Int) throws {
    switch machine {
    case 62: (debian, oci, uname) = ("amd64", "amd64", "x86_64")
    case 183: (debian, oci, uname) = ("arm64", "arm64", "aarch64")
    default: throw PackagingError("the machine \(machine) of the program has no name here: see Architecture.swift")
    }
  }
}
