/// The identity of a server: sent to legacy clients as `serverInfo`, to modern ones in every result's `_meta`.
package struct Implementation: Sendable {
  /// Name for programs.
  package var name: String
  /// Version of the implementation.
  package var version: String
  /// Name for people.
  package var title: String?
  /// A sentence on the purpose of the server.
  package var description: String?
  /// Address of its website.
  package var websiteURL: String?

  /// Makes the identity of a server.
  package init(
    name: String,
    version: String,
    title: String? = nil,
    description: String? = nil,
    websiteURL: String? = nil
  ) {
    self.name = name
    self.version = version
    self.title = title
    self.description = description
    self.websiteURL = websiteURL
  }
}
