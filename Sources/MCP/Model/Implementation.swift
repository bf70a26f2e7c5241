/// Who a server is: sent to legacy clients as `serverInfo`, to modern ones in every result's `_meta`.
package struct Implementation: Sendable {
  package var name: String
  package var version: String
  package var title: String?
  package var description: String?
  package var websiteURL: String?

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
