import APIDocs
import OpenAPI

/// The page of a tag: its operations.
struct PortalTagPage {
  let section: PortalSection
  let tag: PortalSection.TagGroup
  let trail: [PortalLink]

  init?(section: PortalSection, slug: String, trail: [PortalLink]) {
    guard let tag = section.tag(slug) else { return nil }
    (self.section, self.tag, self.trail) = (section, tag, trail)
  }

  var page: PortalPage {
    let count = PortalIndexPage.count(tag.tools.count, "operation")
    var page = PortalPage(
      title: tag.name,
      heading: Markdown.line(tag.name),
      summary: "\(section.title), \(tag.name): \(count).",
      address: section.link(to: tag).address,
      trail: trail,
      siblings: section.tags.map { section.link(to: $0) }
    )
    page.parts = [
      tag.description.map { .prose($0) }, .text("\(count) of \(Markdown.line(section.title))."),
      .links(Self.items(tag, in: section)),
    ].compactMap(\.self)
    return page
  }

  /// The operations of a tag as a list.
  static func items(_ tag: PortalSection.TagGroup, in section: PortalSection) -> [LinkedItem] {
    tag.tools.map { tool in
      LinkedItem(
        link: section.link(to: tool),
        note: tool.operation.isDeprecated ? "Deprecated." : "",
        request: tool.request
      )
    }
  }
}
