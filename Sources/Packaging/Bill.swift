import Crypto
import Foundation
import JSON
import TextCoding

/// The bill of materials (SBOM): what the program consists of and what it opens, as CycloneDX 1.6.
struct Bill {
  let release: Release

  static let fileName = "\(Facts.name).cdx.json"

  func write() throws {
    let bill = try bill()
    try Data(bill.pretty.utf8).write(to: release.output.appending(path: Self.fileName))
  }

  private func bill() throws -> JSONValue {
    let (facts, linked) = (release.facts, try release.program.needs())
    let system: [JSONValue] = [
      Self.library("libc6", use: "linked when it starts, from version \(linked.glibc) on"),
      Self.library("libstdc++6", use: "linked when it starts, from GLIBCXX_\(linked.libstdcxx) on"),
    ]
    let listed = try release.components().map(Self.entry) + system
    let root = Self.reference(Facts.name, facts.version.description)
    var bill: JSONObject = [
      "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
      "version": 1,
      "metadata": [
        "timestamp": .string(UTCTime.text(facts.date)),
        "component": [
          "type": "application", "bom-ref": .string(root), "name": .string(Facts.name),
          "version": .string(facts.version.description), "description": .string(Facts.description),
          "supplier": ["name": .string(Facts.author), "url": [.string(Facts.homepage)]],
          "hashes": [
            ["alg": "SHA-256", "content": .string(Digest.sha256(try Data(contentsOf: release.stripped)))]
          ],
        ],
      ],
      "components": .array(listed),
      "dependencies": [["ref": .string(root), "dependsOn": .array(listed.compactMap { $0["bom-ref"] })]],
    ]
    bill.append("serialNumber", .string("urn:uuid:\(Self.identifier(of: .object(bill)))"))
    return .object(bill)
  }

  private static func entry(_ component: Component) -> JSONValue {
    guard component.isLinked else {
      return library(component.name, use: "opened when it is first needed, of \(component.source)")
    }
    var entry: JSONObject = [
      "type": "library", "bom-ref": .string(reference(component.name, component.version)),
      "name": .string(component.name), "version": .string(component.version),
      "licenses": .array([["expression": .string(component.license)]]),
    ]
    if component.kind == .swiftPackage {
      // purl's type swift: the host and owner are the namespace.
      let place = component.source.replacing("https://", with: "").replacing(".git", with: "")
      entry.append("purl", .string("pkg:swift/\(place)@\(component.version)"))
    }
    var references: [JSONValue] = [["type": "vcs", "url": .string(component.source)]]
    if let revision = component.revision {
      references[0] = ["type": "vcs", "url": .string(component.source), "comment": .string("commit \(revision)")]
    }
    entry.append("externalReferences", .array(references))
    return .object(entry)
  }

  private static func library(_ name: String, use: String) -> JSONValue {
    [
      "type": "library", "bom-ref": .string(reference(name, "system")), "name": .string(name), "scope": "required",
      "description": .string("A library of the system, \(use)."),
    ]
  }

  private static func reference(_ name: String, _ version: String) -> String { "\(name)@\(version)" }

  /// A UUID of version 8 that stands for the content (RFC 9562), so that the same content has the same.
  private static func identifier(of value: JSONValue) -> String {
    var bytes = Array(SHA256.hash(data: value.json).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = bytes.hexadecimal
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { range in
      String(text.dropFirst(range.lowerBound).prefix(range.count))
    }.joined(separator: "-")
  }
}
