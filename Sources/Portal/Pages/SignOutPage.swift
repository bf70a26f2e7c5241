import HTML

/// The page that ends the browser's session.
struct SignOutPage {
  /// The token of the form; `nil` for a browser that has no session.
  let form: String?
  let problem: String?

  var html: String {
    let title = form == nil ? "Signed out" : "Sign out"
    let action: HTML =
      form.map {
        """
        <p>This browser then reads the documentation no more, until somebody signs in again.</p>
        <form class="entry" method="post" action="sign-out">
        <input type="hidden" name="form" value="\($0)">
        <button type="submit" class="send">Sign out</button>
        </form>
        """
      } ?? """
        <p role="status">This browser has no session here.</p>
        <p><a href="./">Sign in again</a></p>
        """
    let content: HTML = """
      <h1>\(title)</h1>
      \(EntryPage.alert(problem))
      \(action)
      """
    return EntryPage(title: title, root: "", content: content).html
  }
}
