/// What all pages have in common.
enum PageLayout {
  static func html(title: String, body: String, nonce: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>\(HTMLText.escaped(title))</title>
    <style nonce="\(nonce)">\(style)</style>
    </head>
    <body>
    <main>
    \(body)
    </main>
    <script nonce="\(nonce)">\(script)</script>
    </body>
    </html>

    """
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--back:#f3f5f7;--line:#d0d7de;--accent:#0b5cad;\
    --on:#fff;--bad:#a40e26}
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--paper:#161b22;--back:#0d1117;--line:#30363d;\
    --accent:#6cb6ff;--on:#0d1117;--bad:#ff8f8f}}
    *{box-sizing:border-box}
    body{margin:0;padding:1rem;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
    main{max-width:34rem;margin:6vh auto;padding:1.75rem;background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
    h1{margin:0 0 .5rem;font-size:1.4rem;line-height:1.25}
    h2{margin:1.25rem 0 .25rem;font-size:1rem}
    dl{display:grid;grid-template-columns:minmax(5rem,auto) 1fr;gap:.35rem 1rem;margin:1.25rem 0;padding:.9rem 0;\
    border:solid var(--line);border-width:1px 0}
    dt{color:var(--soft)}
    dt::first-letter{text-transform:uppercase}
    dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
    label{display:block;margin:.75rem 0 .25rem;font-weight:600}
    input{width:100%;padding:.6rem .7rem;font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:.4rem}
    button{padding:.6rem 1.1rem;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:1px solid var(--accent);\
    border-radius:.4rem;cursor:pointer}
    button.quiet{color:var(--ink);background:none;border-color:var(--soft)}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.1rem}
    .secret{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
    .secret code{flex:1 1 16rem;padding:.6rem .7rem;background:var(--back);border:1px solid var(--line);border-radius:.4rem;\
    overflow-wrap:anywhere;user-select:all}
    .problem{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid var(--bad)}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem;color:var(--soft)}
    .small{margin-bottom:0;font-size:.875rem;color:var(--soft)}
    """

  /// Copies, and sends a form once: the page does without.
  private static let script = """
    for(const button of document.querySelectorAll("[data-copies]")){button.hidden=false;\
    button.addEventListener("click",async()=>{\
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);\
    button.textContent="Copied"})}
    for(const form of document.forms){let sent=false;\
    form.addEventListener("submit",event=>{if(sent)event.preventDefault();sent=true})}
    """
}
