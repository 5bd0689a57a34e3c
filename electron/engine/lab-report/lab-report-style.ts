/** What a lab report adds to the look of all reports. */
export const labReportStyle = `
.lab-report{max-width:64rem;font-size:.9375rem}
.lab-report h1{font-size:1.75rem;line-height:1.25}.lab-report h2{font-size:1.25rem}.lab-report h3{font-size:1.0625rem}.lab-report h4{font-size:1rem;margin:0 0 .375rem}
.kind{margin:0;color:var(--second);font-weight:600}
.who{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:.75rem 0 0;padding:.75rem 0;border-block:1px solid var(--line)}
.who div{display:flex;gap:.5rem}.who dt{color:var(--second)}.who dd{margin:0;font-weight:600}
.facts{color:var(--second);font-size:.8125rem}
.figure{text-align:right;white-space:nowrap}.glance tfoot th,.glance tfoot td{border-top:2px solid var(--line);border-bottom:0;font-weight:600}
.glance tbody th{font-weight:400;min-width:12rem}
.step+.step{margin-top:2rem}
.item{margin:.75rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-left:4px solid var(--line);border-radius:.25rem;break-inside:avoid-page}
.item.done{border-left-color:var(--good)}.item.wrong{border-left-color:var(--bad)}.item.shown{border-left-color:var(--warn)}
.item>:is(h3,h4){display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin:0 0 .375rem;font-size:.875rem}
.item>:last-child{margin-bottom:0}
.outcome{font-weight:600;color:var(--second)}.outcome.done,tr.done .sign{color:var(--good)}.outcome.wrong,tr.wrong .sign{color:var(--bad)}.outcome.shown{color:var(--warn)}
.asked{font-size:1rem}.asked ul,.told,.before,dd ul{margin:.25rem 0;padding-left:1.25rem}
.item dl{margin:.5rem 0 0}.item dl>div{display:grid;grid-template-columns:8.5rem 1fr;gap:.25rem 1rem;padding:.375rem 0;border-top:1px solid var(--line)}
.item dt{color:var(--second)}.item dd{margin:0;overflow-wrap:anywhere}.item dd>p:first-child{margin-top:0}.item dd>ul:first-child{margin-top:0}
code{font:.875em/1.4 'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}
:is(p,li,dd,td) code{padding:.0625rem .25rem;border-radius:.1875rem;background:var(--head)}
.tries td{overflow-wrap:anywhere}.tries .when{white-space:nowrap;width:11rem}.box+dl>div:first-child{border-top:0}.tries caption{color:var(--second);font-weight:400}.tries .number{width:3rem}
blockquote{margin:0;padding:.5rem .75rem;background:var(--head);border-radius:.25rem}blockquote p:last-child{margin-bottom:0}
.own{border-left:3px solid var(--link)}
.lab-report figcaption{color:var(--second);font-weight:600}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(21.5rem,1fr));gap:1rem;margin-top:1rem}
.picture{break-inside:avoid}
.marks{list-style:none;margin:.375rem 0 0;padding:0}.marks b{display:inline-block;min-width:1rem;color:var(--link)}
.strip .mark{fill:none;stroke:var(--link);stroke-width:3}.strip .mark-name{font-weight:700;fill:var(--link)}.strip .mark-name.onfill{fill:#0a3d70}
details{margin:.375rem 0}summary{cursor:pointer;padding:.25rem 0;font-weight:600}summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
footer{margin-top:3rem;padding-top:.5rem;border-top:2px solid var(--line)}.command{display:inline-block}.digest{font-size:.75rem}
@media(max-width:40rem){body.lab-report{padding:1rem}.item dl>div{grid-template-columns:1fr}}
@media print{.lab-report{font-size:10pt}.lab-report h2,.lab-report h3,.lab-report h4{break-after:avoid}article+article{break-before:page}details::details-content{content-visibility:visible;height:auto}a{color:inherit;text-decoration:none}}
@media (forced-colors:active){.strip .mark{stroke:Highlight}.strip .mark-name{fill:CanvasText}.item{border-left-color:CanvasText}}
`
