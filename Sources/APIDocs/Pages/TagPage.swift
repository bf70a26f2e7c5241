import OpenAPI

/// The page of a tag: the tools of its operations.
struct TagPage {
  let manual: Manual
  let group: TagGroups.Group

  var text: String {
    let title = Markdown.line(manual.document.title)
    let parts = [
      "# \(Markdown.line(group.name))",
      "Tools of \(title) under this tag. \(manual.addresses.link("index", to: .index)) lists all pages.",
      group.description.map(Markdown.block) ?? "",
      group.table(manual.addresses),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}
