import APITools

/// What a browser gets: a page and how it is to be treated.
struct PageAnswer: Sendable {
  var status = 200
  var headers: [(String, String)]
  var html: String

  /// The page of a ceremony.
  init(_ ceremony: Ceremony, _ view: CeremonyView, nonce: String = RandomID.make(bits: 128)) {
    let page = CeremonyPage(
      request: ceremony.request,
      formToken: ceremony.formToken,
      expiresAt: ceremony.link.expiresAt,
      view: view
    )
    self.init(title: page.title, body: page.body, nonce: nonce, isChanging: page.isChanging)
  }

  private init(status: Int = 200, title: String, body: String, nonce: String, isChanging: Bool = false) {
    self.status = status
    headers = Self.headers(nonce)
    html = PageLayout.html(title: title, body: body, nonce: nonce, isChanging: isChanging)
  }

  /// A request that leads to no ceremony.
  enum Note {
    case misdirected, unknown, method, tooLarge, foreign
  }

  static func note(_ note: Note) -> PageAnswer {
    let (status, title, text) =
      switch note {
      case .misdirected: (421, "Wrong address", "This page has another address. Open the link as it was given.")
      case .unknown:
        (
          404, "Nothing to approve here",
          "This link is not known here: it has ended, or another process made it. Nothing was done. "
            + "Have the assistant ask again for a new one."
        )
      case .method: (405, "Not possible", "This page can be read and sent, and nothing else.")
      case .tooLarge: (413, "Too long", "What was sent is too long. Nothing was done.")
      case .foreign:
        (403, "Not accepted", "This was not sent by the page itself. Nothing was done. Open the link again.")
      }
    return PageAnswer(
      status: status,
      title: title,
      body: #"<h1 class="neutral">\#(title)</h1>"# + "\n<p>\(text)</p>",
      nonce: RandomID.make(bits: 128)
    )
  }

  /// Nothing of the page is kept, framed, or told to others, and nothing of others is loaded by it.
  private static func headers(_ nonce: String) -> [(String, String)] {
    [
      ("Content-Type", "text/html; charset=utf-8"),
      ("Cache-Control", "no-store"),
      ("Referrer-Policy", "no-referrer"),
      ("X-Content-Type-Options", "nosniff"),
      ("X-Frame-Options", "DENY"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'"
      ),
    ]
  }
}
