const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one)

const style = `
:root{color-scheme:light dark;--paper:#fbfaf6;--ink:#211e1a;--soft:#57524a;--red:#971b1e;--on-red:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#181614;--ink:#efeae0;--soft:#bdb6a9;--red:#ee9089;--on-red:#1d1110}}
body{box-sizing:border-box;min-height:100vh;margin:0;padding:15vh 24px 24px;background:var(--paper);color:var(--ink);
font:22px/1.6 'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;text-align:center}
h1{margin:0 0 8px;font-size:30px;line-height:1.4}
p{margin:0 0 32px}
button{width:100%;max-width:480px;min-height:88px;padding:16px;border:0;border-radius:8px;background:var(--red);
color:var(--on-red);font:inherit;font-size:28px;font-weight:600}
small{display:block;margin-top:32px;color:var(--soft);font-size:18px}`

/** What the page of those who come says. */
export interface HeadPage {
  title: string
  text: string
  /** The one thing to do, if there is one. */
  button?: string
}

const promise = '不问姓名，不要手机号，只记“来了一位”。'

/** The whole page: no script, nothing from elsewhere, one large button. */
export const headPage = ({ title, text, button }: HeadPage): string =>
  `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1 id="title">${escaped(title)}</h1>
<p id="text">${escaped(text)}</p>
${button === undefined ? '' : `<form method="post"><button id="here">${escaped(button)}</button></form>`}
<small>${promise}</small>
</body>
</html>
`
