import Crypto
import NIOHTTP1
import TextCoding
import WebServer

/// The pages that end a sign-in in the browser: what happened, and where to go on.
enum CallbackPage {
  static func signedIn() -> WebResponse {
    response(.ok, "Signed in", "Done. Close this page and go back to the terminal.")
  }

  static func failed(_ error: SignInError) -> WebResponse {
    response(.badRequest, "Not signed in", "\(error.sentence) The terminal says the same; this page can be closed.")
  }

  static func foreign() -> WebResponse {
    response(.badRequest, "Nothing happened", "This link does not belong to a sign-in that is waiting here.")
  }

  static func otherUser() -> WebResponse {
    response(.forbidden, "Nothing happened", "Only the user who signs in can open this page.")
  }

  static func leading(to url: String) -> WebResponse {
    var response = response(.seeOther, "Sign in", "This page leads on to the provider.")
    response.headers.add(name: "Location", value: url)
    return response
  }

  private static func response(_ status: HTTPResponseStatus, _ title: String, _ sentence: String) -> WebResponse {
    let html = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(HTMLReferences.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body><main><h1>\(HTMLReferences.escaped(title))</h1><p>\(HTMLReferences.escaped(sentence))</p></main></body>
      </html>

      """
    return WebResponse(status, headers: headers, body: Array(html.utf8))
  }

  private static let style = """
    body{margin:0 auto;max-width:34rem;padding:12vh 1rem;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}\
    main{padding:1.75rem;border:1px solid #8885;border-radius:.75rem;overflow-wrap:anywhere}\
    h1{margin:0 0 .5rem;font-size:1.45rem}p{margin:0}
    """

  private static let styleHash = Base64.text(Array(SHA256.hash(data: Array(style.utf8))))

  /// No script, no frame, nothing from elsewhere; the address, which has the code in it, goes to nobody.
  private static let headers: HTTPHeaders = [
    "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": """
    default-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
    """,
    "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Connection": "close",
  ]
}
