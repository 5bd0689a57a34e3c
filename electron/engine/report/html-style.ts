/** The look of a report: light and dark as the reader's system, and on paper. */
export const htmlStyle = `
:root{color-scheme:light dark;--page:light-dark(#fff,#1c1e22);--head:light-dark(#f6f7f9,#22252a);--line:light-dark(#dadee4,#343941);--text:light-dark(#191c21,#e8eaed);--second:light-dark(#474e59,#b4bbc5);--good:light-dark(#0f6b36,#6fd394);--warn:light-dark(#7a4d00,#efbd5c);--warn-weak:light-dark(#fdf1da,#3a2d13);--bad:light-dark(#b3201b,#ff8e85);--bad-weak:light-dark(#fdeae8,#44201d);--link:light-dark(#0b5fa8,#7cbcf5)}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:80rem;background:var(--page);color:var(--text);font:0.875rem/1.5 'Segoe UI',system-ui,'Noto Sans',sans-serif}
h1{font-size:1.375rem;margin:0 0 .25rem}h2{font-size:1.125rem;margin:1.75rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}
article+article{margin-top:2.5rem;border-top:2px solid var(--line)}
a{color:var(--link)}
p{margin:.25rem 0 .5rem}
.legend,.source{color:var(--second)}.legend span{margin-right:.75rem}.source::before{content:'· '}
.notice{border-left:3px solid var(--warn);padding:.25rem .75rem;background:var(--warn-weak)}
.box{overflow-x:auto;margin:0 0 .75rem}
.box:focus-visible,pre:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.8125rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:.25rem 0;font-weight:600}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid var(--line)}
thead th{background:var(--head);white-space:nowrap}thead th.count{text-align:right}
.rows td:nth-child(2),.rows td:nth-child(3),.rows td:nth-child(5){overflow-wrap:anywhere;font-family:'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace;font-size:.75rem}
.rows td:nth-child(2){width:34%}.rows td:nth-child(3),.rows td:nth-child(5){width:28%}
.number{text-align:right;font-family:'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace}
.counts{width:auto}.counts td,.counts th{padding-right:1rem}
.verdict{text-align:center;font-weight:700;font-size:1rem}
.same .verdict,span.same{color:var(--good)}.expected .verdict,span.expected,td.number.expected{color:var(--warn)}.differs .verdict,span.differs,td.number.differs{color:var(--bad)}
tr.differs>td{background:var(--bad-weak)}
.why{margin:.25rem 0 0;padding-left:1.25rem;color:var(--second);font-family:'Segoe UI',system-ui,'Noto Sans',sans-serif}
.absent{color:var(--second);font-style:italic}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.verdict{position:relative}
pre{margin:0;padding:.5rem .75rem;max-height:30rem;overflow:auto;background:var(--head);border:1px solid var(--line);border-radius:.25rem;font:.75rem/1.5 'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace}
.program ol{margin:0;padding-left:3rem}.program li{white-space:pre;padding-left:.25rem}.program li::marker{color:var(--second)}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(21rem,1fr));gap:1rem}
figure{margin:0}figcaption{font-weight:600;margin-bottom:.25rem}
.strip{max-width:100%;height:auto}
.strip rect{stroke:var(--text);stroke-width:1}.strip text{font:11px 'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace;fill:var(--text)}
.strip .address{text-anchor:end}.strip .letter{text-anchor:middle;font-weight:700}.strip .words{fill:var(--second)}.strip .letter.onfill{fill:#101214}
.strip .reserved{fill:var(--page)}.strip .hatch,.strip .torn{fill:none;stroke:var(--second);stroke-width:1}
.fill-image{fill:#b57be8;background:#b57be8}.fill-mapped{fill:#8fb0d0;background:#8fb0d0}.fill-private{fill:#ffec06;background:#ffec06}.fill-stack{fill:#fdb689;background:#fdb689}.fill-heap{fill:#d28a5b;background:#d28a5b}
.legend .key{display:inline-block;min-width:1.25rem;margin-right:.125rem;text-align:center;color:#101214;border:1px solid var(--text);font-weight:700}
@media print{body{max-width:none;padding:0}.box,pre{overflow:visible;max-height:none}tr{break-inside:avoid}.program li{white-space:pre-wrap}thead{display:table-header-group}*{print-color-adjust:exact}}
@media (forced-colors:active){.strip rect{fill:Canvas;stroke:CanvasText;stroke-width:2}.strip .letter.onfill{fill:CanvasText}}
`
