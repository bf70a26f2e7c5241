import HTML

/// The form that asks for an access token.
struct SignInPage {
  let site: String
  /// The path of the page that was asked for.
  let path: String
  let problem: String?

  var html: String {
    let page = path == Portal.signIn ? "" : path
    let target = PortalAddress(path: path == Portal.signIn ? "" : path)
    let alert: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
    let document: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>Access token</title>
      <link rel="stylesheet" href="\(target.root)portal.css">
      <link rel="icon" href="\(target.root)portal.svg" type="image/svg+xml">
      </head>
      <body>
      <div class="columns">
      <main id="content">
      <h1>Access token</h1>
      <p>This documentation is for those who may use the server. Enter the access token that you have for it.</p>
      \(alert)
      <form class="entry" method="post" action="\(target.root)sign-in">
      <input type="hidden" name="page" value="\(page)">
      <label for="token">Access token</label>
      <input type="password" id="token" name="token" autocomplete="off" required>
      <button type="submit" class="send">Continue</button>
      </form>
      <p>The browser is let in for eight hours. Programs send the header <code>Authorization: Bearer …</code> instead.</p>
      </main>
      </div>
      </body>
      </html>

      """
    return document.text
  }
}
