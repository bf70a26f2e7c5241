/// A page of the portal, from which its HTML and its Markdown are written.
struct PortalPage: Sendable {
  /// The title in plain text.
  let title: String
  /// The first heading, in Markdown.
  let heading: String
  /// A sentence for search engines and lists, in plain text.
  let summary: String
  var address: PortalAddress
  /// The pages above this one.
  var trail: [PortalLink] = []
  var parts: [PagePart] = []
  /// Pages of the same group, for the side of the page.
  var siblings: [PortalLink] = []
}

/// A link to a page of the portal.
struct PortalLink: Sendable {
  let title: String
  let address: PortalAddress
  /// The HTTP method of an operation.
  var method: String?
}

/// A part of a page; its texts are Markdown, in which all that is foreign is escaped.
indirect enum PagePart: Sendable {
  case heading(level: Int, text: String, id: String)
  /// Own Markdown.
  case text(String)
  /// CommonMark from the document.
  case prose(String)
  /// A guide in CommonMark.
  case guide(String)
  /// Text to copy.
  case code(String, language: String, label: String)
  /// Method and path of a request.
  case request(method: String, path: String, remarks: [String])
  case fields([Field])
  /// Parts that a reader may unfold.
  case more(summary: String, id: String, isOpen: Bool, parts: [PagePart])
  case links([LinkedItem])
  /// A few links to start with.
  case cards([LinkedItem])
  /// Links out of the portal, as buttons.
  case buttons([(title: String, url: String)])
}

/// A link with what is behind it.
struct LinkedItem: Sendable {
  let link: PortalLink
  /// More on it, in Markdown.
  var note = ""
  /// The request of an operation.
  var request = ""
}
