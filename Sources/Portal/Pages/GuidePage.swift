import APIDocs
import CommonMark

/// The page of a guide, which is Markdown from a file.
struct GuidePage {
  let site: PortalSite
  let guide: Guide

  init?(site: PortalSite, slug: String) {
    guard let guide = site.source.library.guides.all.first(where: { $0.slug == slug }) else { return nil }
    (self.site, self.guide) = (site, guide)
  }

  var page: PortalPage {
    var page = PortalPage(
      title: guide.title,
      heading: Markdown.line(guide.title),
      summary: "Guide: \(guide.title)",
      address: PortalAddress("guides", guide.slug),
      trail: [site.home],
      siblings: site.guides
    )
    page.parts = [.guide(text)]
    let addresses = site.source.library.guides.all.map { ($0.path, PortalAddress("guides", $0.slug)) }
    page.relativeLinks = .guides(path: guide.path, addresses: Dictionary(addresses) { first, _ in first })
    return page
  }

  /// The text without its first heading, if that is the title.
  private var text: String {
    let text = guide.markdown
    guard text.hasPrefix("# "), CommonMarkDocument(text).headings.first?.text == guide.title else { return text }
    return String(text.drop { !$0.isNewline })
  }
}
