import HTML

/// The HTML frame that all pages share.
package enum PageLayout {
  /// Writes a complete HTML document.
  ///
  /// - Parameters:
  ///   - title: The document's title.
  ///   - body: The content of `<body>`, as HTML.
  ///   - nonce: The CSP nonce that admits the page's own style and script.
  ///   - isChanging: Whether the page reloads itself, without a script, to show a new state.
  /// - Returns: The document's text.
  package static func html(title: String, body: String, nonce: String, isChanging: Bool = false) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    \(isChanging ? "<meta http-equiv=\"refresh\" content=\"2\">\n" : "")<title>\(HTMLText.value(title))</title>
    <style nonce="\(nonce)">\(style)</style>
    </head>
    <body>
    <header>\(lock)<span>nethesis-mcp</span><span class="small">Private page: the assistant cannot see it</span></header>
    <main>
    \(body)
    </main>
    <script nonce="\(nonce)">\(script)</script>
    </body>
    </html>

    """
  }

  private static let lock = """
    <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.75" \
    stroke-linecap="round"><rect x="4" y="9" width="12" height="8" rx="2"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9M10 12.5v1.5"/></svg>
    """

  private static let style = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--back:#f3f5f7;--line:#d0d7de;--accent:#0b5cad;\
    --on:#fff;--bad:#a40e26;--bad-back:#fff0f1;--note:#8a5a00;--note-back:#fff7e0;--good:#116329}
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--paper:#161b22;--back:#0d1117;--line:#30363d;\
    --accent:#6cb6ff;--on:#0d1117;--bad:#ff8f8f;--bad-back:#2b1518;--note:#e3b341;--note-back:#272115;--good:#56d364}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:36rem;padding:5vh 1rem 2rem;background:var(--back);color:var(--ink);\
    font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
    header{display:flex;align-items:center;gap:.5rem;margin:0 .25rem .9rem;font-weight:600}
    header svg{flex:none;color:var(--accent)}
    header .small{margin:0 0 0 auto;font-weight:400;text-align:right}
    main{padding:1.75rem;overflow-wrap:anywhere;background:var(--paper);border:1px solid var(--line);border-radius:.75rem;\
    box-shadow:0 1px 3px rgba(27,31,36,.08)}
    h1{margin:0 0 .5rem;font-size:1.45rem;line-height:1.25}
    h1.good{color:var(--good)}
    h1.bad{color:var(--bad)}
    h1:focus,div:focus{outline:none}
    h2{margin:1.25rem 0 .35rem;font-size:1rem}
    p{margin:.5rem 0}
    dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.35rem 1.25rem;margin:1.25rem 0;padding:.9rem 0;\
    border:solid var(--line);border-width:1px 0}
    dt{color:var(--soft)}
    dt::first-letter{text-transform:uppercase}
    dd{margin:0;white-space:pre-wrap}
    code{font:.9rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
    label{display:block;margin:.9rem 0 .3rem;font-weight:600}
    input{width:100%;padding:.65rem .75rem;font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);\
    border-radius:.4rem}
    input[aria-invalid]{border-color:var(--bad)}
    a{color:var(--accent)}
    button,a.button{padding:.65rem 1.2rem;font:inherit;font-weight:600;text-decoration:none;text-align:center;\
    color:var(--on);background:var(--accent);border:1px solid var(--accent);border-radius:.4rem;cursor:pointer}
    button:hover,a.button:hover{filter:brightness(1.1)}
    button.quiet{color:var(--ink);background:none;border-color:var(--soft)}
    button.danger{color:var(--bad);background:none;border-color:var(--bad)}
    button[aria-busy]{opacity:.65;cursor:progress}
    input:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible,code:focus-visible\
    {outline:3px solid var(--accent);outline-offset:2px}
    .buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.1rem}
    a.button{display:inline-block}
    .who{margin:1rem 0;padding:.65rem .9rem;font-size:1.1rem;font-weight:600;background:var(--back);\
    border:1px solid var(--line);border-radius:.4rem}
    .code code{display:inline-block;padding:.5rem 1rem;font-size:1.6rem;letter-spacing:.08em;background:var(--back);\
    border:1px solid var(--line);border-radius:.4rem;user-select:all;-webkit-user-select:all}
    .secret{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
    .secret code{flex:1 1 16rem;padding:.65rem .75rem;background:var(--back);border:1px solid var(--line);border-radius:.4rem;\
    user-select:all;-webkit-user-select:all}
    .problem,.notice{margin:1rem 0;padding:.4rem 1rem;border-left:4px solid var(--bad);border-radius:.25rem;\
    background:var(--bad-back)}
    .notice{border-color:var(--note);background:var(--note-back)}
    details{margin:.5rem 0}
    .ways+details{margin-top:1rem}
    summary{cursor:pointer;font-size:.875rem}
    pre{white-space:pre-wrap;font:.8125rem/1.5 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;\
    color:var(--soft)}
    .small{margin:1rem 0 0;font-size:.875rem;color:var(--soft)}
    @media(max-width:30rem){body{padding-top:1rem}main{padding:1.25rem}dl{grid-template-columns:1fr;gap:0}\
    dd{margin-bottom:.6rem}.buttons>*{flex:1 1 8rem}\
    .ways>*{flex-basis:100%}.ways button{width:100%}header .small{display:none}}
    """

  /// Copy buttons, local times and protection from double submission; the page works without the script.
  private static let script = """
    for(const time of document.querySelectorAll("time"))\
    time.textContent=new Date(time.dateTime).toLocaleTimeString([],{hour:"2-digit",minute:"2-digit"});
    for(const button of document.querySelectorAll("[data-copies]")){button.hidden=false;\
    button.addEventListener("click",async()=>{const text=document.getElementById(button.dataset.copies);\
    const said=document.getElementById("copied");\
    try{await navigator.clipboard.writeText(text.textContent);button.textContent="Copied";said.textContent="Copied."}\
    catch{getSelection().selectAllChildren(text);said.textContent="Press Ctrl+C to copy what is selected."}})}
    for(const form of document.forms){let sent=false;\
    form.addEventListener("submit",event=>{if(sent)event.preventDefault();sent=true;\
    event.submitter?.setAttribute("aria-busy","true")})}
    addEventListener("pageshow",event=>{if(event.persisted)location.reload()})
    """
}
