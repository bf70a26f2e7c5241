import ArgumentParser

/// A part of a release, in the order in which they are made.
enum Part: String, CaseIterable, ExpressibleByArgument {
  case manual
  case deb
  case apt
  case tarball
  case mcpb
  case image
  case registry
  case sbom
  case checksums
}
