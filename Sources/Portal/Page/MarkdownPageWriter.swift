import APIDocs
import CommonMark

/// Writes a page as Markdown.
struct MarkdownPageWriter {
  let links: LinkRewriting
  private var blocks: [String] = []

  init(links: LinkRewriting) { self.links = links }

  /// The Markdown of a page, which begins with a pointer to the index of all pages.
  static func text(of page: PortalPage, base: String) -> String {
    var writer = MarkdownPageWriter(links: LinkRewriting(base: base))
    writer.blocks.append("# \(page.heading)\(page.division?.remark ?? "")")
    writer.blocks.append(
      "> For AI agents: the index of all pages of this documentation is at [llms.txt](\(base)llms.txt)."
    )
    if let division = page.division { writer.blocks.append(division.markdown(of: page.address, base: base)) }
    writer.write(page.parts)
    return writer.blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The characters of parts of a page, with links as long as those of a usual server.
  static func length(of parts: [PagePart]) -> Int {
    var writer = MarkdownPageWriter(links: LinkRewriting(base: "https://documentation.example.com/"))
    writer.write(parts)
    return writer.blocks.reduce(0) { $0 + $1.unicodeScalars.count + 2 }
  }

  private mutating func write(_ parts: [PagePart]) {
    for part in parts {
      switch part {
      case .heading(let level, let text, _):
        blocks.append(String(repeating: "#", count: level) + " " + links.markdown(text))
      case .text(let text): blocks.append(links.markdown(text))
      case .prose(let text): blocks.append(Markdown.block(text))
      case .guide(let text): blocks.append(text)
      case .code(let text, let language, let label):
        if !label.isEmpty { blocks.append(label + ":") }
        blocks.append(Markdown.fenced(text, language: language))
      case .request(let method, let path, let remarks):
        blocks.append(([Markdown.code("\(method) \(path)")] + remarks).joined(separator: ", "))
      case .fields(let fields):
        var lines: [String] = []
        write(fields, depth: 0, into: &lines)
        blocks.append(lines.joined(separator: "\n"))
      case .more(let summary, _, _, let parts):
        blocks.append("**\(links.markdown(summary))**")
        write(parts)
      case .links(let items), .cards(let items):
        let lines = items.map { item in
          let rest = [item.request.isEmpty ? "" : Markdown.code(item.request), item.note].filter { !$0.isEmpty }
          let link = "[\(Markdown.line(item.link.title))](\(links.base)\(item.link.address.path))"
          return "- \(link)" + (rest.isEmpty ? "" : ": " + links.markdown(rest.joined(separator: " ")))
        }
        blocks.append(lines.joined(separator: "\n"))
      case .buttons(let buttons):
        blocks.append(buttons.map { "[\(Markdown.line($0.title))](\($0.url))" }.joined(separator: " "))
      }
    }
  }

  /// Fields as a nested list, as deep as fields are read.
  private func write(_ fields: [Field], depth: Int, into lines: inout [String]) {
    let indent = String(repeating: "  ", count: depth)
    for field in fields {
      let marks = ([field.type] + field.marks).map(links.markdown).filter { !$0.isEmpty }
      let remarks = field.facts.map(links.markdown) + [field.description.map(Markdown.line) ?? ""]
      let rest = remarks.filter { !$0.isEmpty }.joined(separator: ". ")
      let name = field.isGroup ? "**\(Markdown.line(field.name))**" : Markdown.code(field.name)
      lines.append("\(indent)- \(name) (\(marks.joined(separator: ", ")))\(rest.isEmpty ? "" : ": \(rest)")")
      write(field.fields, depth: depth + 1, into: &lines)
    }
  }
}
