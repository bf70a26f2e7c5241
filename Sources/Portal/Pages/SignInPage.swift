import APIDocs
import HTML

/// The ways in for a reader: a sign-in at the issuer, and the form that asks for an access token.
struct SignInPage {
  /// The way to the portal's folder.
  let root: String
  /// The path of the page that was asked for.
  let path: String
  /// The host of the issuer at which people sign in; `nil` if they cannot.
  let issuer: String?
  let problem: String?

  var html: String {
    let title = issuer == nil ? "Access token" : "Sign in to read"
    let content: HTML = """
      <h1>\(title)</h1>
      <p>This documentation is for those who may use the server.\(issuer == nil ? " Enter the access token that you have for it." : "")</p>
      \(EntryPage.alert(problem))
      \(way)<form class="entry" method="post" action="\(root)sign-in">
      <input type="hidden" name="page" value="\(path)">
      <label for="token">\(issuer == nil ? "Access token" : "Or enter an access token")</label>
      <input type="password" id="token" name="token" autocomplete="off" required>
      <button type="submit" class="send">Continue</button>
      </form>
      <p>The browser is let in for eight hours. Programs send the header <code>Authorization: Bearer …</code> instead.</p>
      """
    return EntryPage(title: title, root: root, content: content).html
  }

  /// The link to the issuer.
  ///
  /// A link, not a form: the policy for forms also covers the redirects that follow them.
  private var way: HTML {
    guard let issuer else { return "" }
    return """
      <p><a class="button" href="\(root)\(Portal.issuer)?page=\(Page.percentEncoded(path))">Sign in at \(issuer)</a></p>

      """
  }
}
