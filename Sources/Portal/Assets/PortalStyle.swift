/// The stylesheet of the portal.
enum PortalStyle {
  static let text = colors + frame + prose + reference + fields + narrow + printed

  private static let colors = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--faint:#6b7480;--paper:#fff;--back:#f6f8fa;--line:#d9dee4;
    --accent:#0b5cad;--accent-back:#e8f1fb;--code:#f6f8fa;--mark:#eef1f4;--get:#0a6b2d;--get-back:#e3f6e8;--post:#0b5cad;
    --post-back:#e3effb;--put:#8a4b00;--put-back:#fdf0dc;--delete:#a40e26;--delete-back:#fde8ea;--shadow:0 1px 2px rgba(27,31,36,.06)}
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#a5b0bc;--faint:#919ca8;--paper:#0d1117;--back:#151b23;
    --line:#30363d;--accent:#79bbff;--accent-back:#12263f;--code:#151b23;--mark:#222a33;--get:#5fdd7f;--get-back:#0f2a18;
    --post:#79bbff;--post-back:#12263f;--put:#e8b44f;--put-back:#2d220f;--delete:#ff9a9a;--delete-back:#341519;--shadow:none}}

    """

  private static let frame = """
    *{box-sizing:border-box}
    html{scroll-padding-top:5rem}
    body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word;
    font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
    a{color:var(--accent);text-decoration:underline;text-underline-offset:.15em;text-decoration-thickness:1px}
    a:hover{text-decoration-thickness:2px}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.2rem}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;z-index:9;padding:.5rem 1rem;background:var(--paper)}
    .agents{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%)}
    .top{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;padding:.7rem 1.5rem;
    background:var(--paper);border-bottom:1px solid var(--line)}
    .brand{display:flex;gap:.6rem;align-items:center;font-weight:650;color:var(--ink);text-decoration:none}
    .brand svg{flex:none;color:var(--accent)}
    .search{position:relative;display:flex;flex:1 1 14rem;min-width:0;max-width:34rem;margin:0 auto}
    .search input{flex:1;min-width:0;padding:.45rem .8rem;font:inherit;font-size:.95rem;color:inherit;background:var(--back);
    border:1px solid var(--line);border-radius:.5rem 0 0 .5rem}
    .search button{padding:.45rem .9rem;font:inherit;font-size:.95rem;color:var(--ink);background:var(--mark);cursor:pointer;
    border:1px solid var(--line);border-left:0;border-radius:0 .5rem .5rem 0}
    .hits{position:absolute;top:calc(100% + .4rem);left:0;right:0;z-index:9;max-height:70vh;margin:0;padding:.3rem;overflow:auto;
    list-style:none;background:var(--paper);border:1px solid var(--line);border-radius:.6rem;box-shadow:0 8px 30px rgba(0,0,0,.18)}
    .hits [role=option]{padding:.5rem .7rem;border-radius:.4rem;cursor:pointer}
    .hits [aria-selected=true],.hits [role=option]:hover{background:var(--accent-back)}
    .hits small{display:block;color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .main{display:flex;gap:1.25rem;font-size:.95rem}
    .main a{color:var(--ink);text-decoration:none}
    .main a:hover{color:var(--accent);text-decoration:underline}
    .columns{display:grid;grid-template-columns:minmax(0,1fr);gap:2.5rem;max-width:86rem;margin:0 auto;padding:1.75rem 1.5rem 3rem}
    main{min-width:0;max-width:52rem}
    main:only-child{width:100%;margin:0 auto}
    .side,.contents{font-size:.9rem;line-height:1.45}
    .side ul,.contents ul{margin:.4rem 0 0;padding:0;list-style:none}
    .side summary,.contents p{margin:0;font-size:.8rem;font-weight:650;letter-spacing:.02em;color:var(--soft);cursor:default}
    .side summary{cursor:pointer}
    .side a{display:flex;gap:.5rem;align-items:baseline;padding:.3rem .5rem;color:var(--ink);text-decoration:none;border-radius:.4rem}
    .side a:hover{background:var(--mark)}
    .side a[aria-current]{background:var(--accent-back);color:var(--accent);font-weight:600}
    .side .method{flex:none;min-width:4rem;text-align:center}
    .contents a{display:block;padding:.2rem 0 .2rem .8rem;color:var(--soft);text-decoration:none;border-left:2px solid var(--line)}
    .contents a:hover{color:var(--accent);border-color:var(--accent)}
    @media(min-width:62rem){.columns:has(.side){grid-template-columns:17rem minmax(0,1fr)}
    .side{position:sticky;top:5rem;align-self:start;max-height:calc(100vh - 6rem);overflow:auto}}
    @media(min-width:82rem){.columns:has(.contents){grid-template-columns:minmax(0,1fr) 14rem}
    .columns:has(.side):has(.contents){grid-template-columns:17rem minmax(0,1fr) 14rem}
    .contents{position:sticky;top:5rem;align-self:start;max-height:calc(100vh - 6rem);overflow:auto}}
    @media(max-width:82rem){.contents{display:none}}
    .trail ol{display:flex;flex-wrap:wrap;margin:0 0 .6rem;padding:0;font-size:.875rem;list-style:none}
    .trail li+li::before{content:"/";margin:0 .5rem;color:var(--faint)}
    .parts{margin:1rem 0;font-size:.875rem;color:var(--soft)}
    .parts a{margin-left:.75rem}
    .trail a{color:var(--soft);text-decoration:none}
    .trail a:hover{color:var(--accent);text-decoration:underline}
    footer{padding:1.25rem 1.5rem;font-size:.875rem;color:var(--soft);background:var(--back);border-top:1px solid var(--line)}
    footer p{max-width:83rem;margin:0 auto}

    """

  private static let prose = """
    h1{margin:0 0 1rem;font-size:2rem;line-height:1.2;letter-spacing:-.015em}
    h2{margin:2.5rem 0 .8rem;padding-top:1.25rem;font-size:1.3rem;line-height:1.3;border-top:1px solid var(--line)}
    h3{margin:1.75rem 0 .5rem;font-size:1.05rem}
    h4,h5,h6{margin:1.25rem 0 .4rem;font-size:1rem}
    p,ul,ol,table,pre,blockquote{margin:.75rem 0}
    .prose{margin:.75rem 0}
    .prose>:first-child{margin-top:0}
    .prose>:last-child{margin-bottom:0}
    li>p{margin:.25rem 0}
    blockquote{padding:.1rem 1rem;color:var(--soft);border-left:3px solid var(--line)}
    code{font:.875em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
    :not(pre)>code{padding:.1em .35em;background:var(--mark);border-radius:.3rem;overflow-wrap:anywhere}
    a code{color:inherit}
    pre{padding:.9rem 1rem;overflow:auto;font-size:.9rem;background:var(--code);border:1px solid var(--line);border-radius:.5rem}
    table{display:block;width:fit-content;max-width:100%;overflow:auto;border-collapse:collapse;font-size:.95rem}
    th,td{padding:.45rem .8rem;text-align:left;vertical-align:top;border:1px solid var(--line)}
    th{background:var(--back)}
    td.right,th.right{text-align:right}
    td.center,th.center{text-align:center}
    hr{border:0;border-top:1px solid var(--line)}
    .anchor{margin-left:.3rem;color:var(--faint);text-decoration:none;opacity:0}
    :hover>.anchor,.anchor:focus{opacity:1}

    """

  private static let reference = """
    .method{display:inline-block;padding:.1rem .45rem;font:700 .72rem/1.5 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;
    letter-spacing:.02em;color:var(--soft);background:var(--mark);border-radius:.3rem}
    .method.get,.method.head{color:var(--get);background:var(--get-back)}
    .method.post{color:var(--post);background:var(--post-back)}
    .method.put,.method.patch{color:var(--put);background:var(--put-back)}
    .method.delete{color:var(--delete);background:var(--delete-back)}
    .request{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:0 0 1.25rem;padding:.7rem 1rem;background:var(--back);
    border:1px solid var(--line);border-radius:.6rem}
    .request .method{font-size:.85rem}
    .request code{padding:0;font-size:1rem;background:none}
    .mark{padding:.05rem .5rem;font-size:.78rem;color:var(--soft);background:var(--mark);border-radius:1rem;white-space:nowrap}
    .mark.required{color:var(--delete);background:var(--delete-back)}
    .mark.secret,.mark.deprecated{color:var(--put);background:var(--put-back)}
    .code{position:relative}
    .code pre{margin:.4rem 0 1rem}
    .label{margin:1rem 0 .3rem;font-size:.9rem;font-weight:600;color:var(--soft)}
    .copy{position:absolute;top:.45rem;right:.45rem;padding:.2rem .65rem;font:inherit;font-size:.8rem;color:var(--ink);
    background:var(--paper);border:1px solid var(--line);border-radius:.4rem;cursor:pointer}
    .copy:hover{border-color:var(--accent);color:var(--accent)}
    .buttons{display:flex;flex-wrap:wrap;gap:.6rem}
    .button,main button.send{display:inline-block;padding:.5rem 1rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);
    border:1px solid var(--accent);border-radius:.5rem;text-decoration:none;cursor:pointer}
    .button:hover{filter:brightness(1.08)}
    .links{padding:0;list-style:none;border:1px solid var(--line);border-radius:.6rem;box-shadow:var(--shadow)}
    .links>li{padding:.6rem 1rem;border-bottom:1px solid var(--line)}
    .links>li:last-child{border-bottom:0}
    .links a{font-weight:600;text-decoration:none}
    .links a:hover{text-decoration:underline}
    .links>li>code{margin-left:.35rem;padding:0;color:var(--soft);background:none}
    .links .note{font-size:.92rem;color:var(--soft)}
    .links .method{min-width:4rem;text-align:center}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:.8rem;margin:1.25rem 0;padding:0;list-style:none}
    .cards>li{position:relative;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.6rem;box-shadow:var(--shadow)}
    .cards>li:hover{border-color:var(--accent)}
    .cards a{font-weight:600;text-decoration:none}
    .cards a::after{content:"";position:absolute;inset:0;border-radius:.6rem}
    .cards .note{font-size:.92rem;color:var(--soft)}
    details.more{margin:.7rem 0;border:1px solid var(--line);border-radius:.6rem}
    details.more>summary{padding:.65rem 1rem;font-weight:600;cursor:pointer;border-radius:.6rem}
    details.more>summary:hover{background:var(--back)}
    details.more[open]>summary{border-bottom:1px solid var(--line);border-radius:.6rem .6rem 0 0}
    details.more>:not(summary){margin-left:1rem;margin-right:1rem}
    form.entry{max-width:28rem}
    form.entry label{display:block;margin:1rem 0 .3rem;font-weight:600}
    form.entry input{width:100%;padding:.6rem .8rem;font:inherit;color:inherit;background:var(--back);border:1px solid var(--faint);border-radius:.5rem}
    form.entry button{margin-top:1rem}
    .problem{padding:.6rem 1rem;color:var(--delete);background:var(--delete-back);border-radius:.5rem}

    """

  private static let fields = """
    .fields{margin:.5rem 0}
    .field{padding:.7rem 0;border-top:1px solid var(--line)}
    .fields>.field:first-of-type{border-top:0}
    .head{display:flex;flex-wrap:wrap;gap:.35rem .55rem;align-items:baseline}
    .field .name{padding:0;font-weight:650;font-size:.95rem;color:var(--ink);background:none}
    .field span.name{font-weight:600;font-style:italic}
    .type{font-size:.9rem;color:var(--soft)}
    .field>.prose{margin:.25rem 0;font-size:.95rem}
    .facts{display:flex;flex-wrap:wrap;gap:.15rem 1.2rem;margin:.25rem 0 0;padding:0;font-size:.88rem;color:var(--soft);list-style:none}
    details.field>summary{cursor:pointer;list-style:none}
    details.field>summary::-webkit-details-marker{display:none}
    details.field>summary::before{content:"";flex:none;align-self:center;width:.45rem;height:.45rem;margin:0 .2rem;
    border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg)}
    details.field[open]>summary::before{transform:rotate(45deg)}
    details.field>.fields{position:relative;margin-left:.45rem;padding-left:1.1rem;border-left:2px solid var(--line)}
    details.field>.fields>.anchor{position:absolute;right:0;top:.2rem}
    .field:target,details.more:target,h2:target,h3:target{background:var(--accent-back);box-shadow:0 0 0 .4rem var(--accent-back);border-radius:.2rem}

    """

  private static let narrow = """
    @media(max-width:40rem){.top{position:static;padding:.7rem 1rem;gap:.6rem 1rem}.main{order:2}.search{order:3;flex:1 1 100%;max-width:100%}
    .columns{padding:1.25rem 1rem 2rem;gap:1rem}h1{font-size:1.6rem}h2{margin-top:1.75rem;font-size:1.2rem}
    .links>li>code{display:block;margin:.15rem 0 0}.request code{overflow-wrap:anywhere}
    .copy{position:static;margin:-.4rem 0 1rem}.code pre{margin-bottom:.75rem}footer{padding:1rem}}
    @media(max-width:62rem){.side{order:2;padding:.6rem 1rem;border:1px solid var(--line);border-radius:.6rem;max-height:16rem;overflow:auto}}
    @media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    @media(forced-colors:active){.method,.mark{border:1px solid}}

    """

  private static let printed = """
    @media print{:root{color-scheme:light}.top,.side,.contents,.copy,.anchor,.skip,.search,.trail,.parts{display:none}
    .columns{display:block;padding:0}main{max-width:none}pre{white-space:pre-wrap}
    details::details-content{content-visibility:visible;block-size:auto;height:auto}footer{border:0;background:none}
    h2{break-after:avoid}.field,pre,tr{break-inside:avoid}}

    """

  /// The icon of the pages.
  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b5cad" stroke-width="2" \
    stroke-linejoin="round"><path d="M12 2.5 21 7.5v9L12 21.5 3 16.5v-9z"/><path d="M3 7.5 12 12.5 21 7.5M12 12.5v9"/></svg>
    """
}
