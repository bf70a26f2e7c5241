import HTML

/// The frame of pages about access itself, which show nothing of the documentation.
struct EntryPage {
  let title: String
  /// The way to the portal's folder.
  let root: String
  let content: HTML

  var html: String {
    let document: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>\(title)</title>
      <link rel="stylesheet" href="\(root)portal.css">
      <link rel="icon" href="\(root)portal.svg" type="image/svg+xml">
      </head>
      <body>
      <div class="columns">
      <main id="content">
      \(content)
      </main>
      </div>
      </body>
      </html>

      """
    return document.text
  }

  /// What went wrong, as a paragraph; empty for `nil`.
  static func alert(_ problem: String?) -> HTML {
    problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
  }
}
