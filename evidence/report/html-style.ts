/** The whole style of a report. A constant: the page's own policy allows exactly these bytes. */
export const STYLE: string = `
:root{color-scheme:light dark;--paper:#fbfaf7;--sheet:#fff;--ink:#1c2430;--soft:#5b6573;--line:#e2dfd7;--accent:#24507a;--code:#f3f1eb;
--exception:#b3261e;--exception-tint:#fcecea;--insufficient:#8a5a00;--insufficient-tint:#fdf3dd;--supported:#17693f;--supported-tint:#e5f4eb;--not-applicable:#5b6573;--not-applicable-tint:#eef0f2}
@media (prefers-color-scheme:dark){:root{--paper:#12161c;--sheet:#1a2028;--ink:#e8e6e1;--soft:#a2abb7;--line:#2d3641;--accent:#8fc0ee;--code:#11151a;
--exception:#ff9d94;--exception-tint:#3a1d1b;--insufficient:#f0c064;--insufficient-tint:#35290f;--supported:#7fd6a4;--supported-tint:#15301f;--not-applicable:#a2abb7;--not-applicable-tint:#252c35}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0 auto;max-width:66rem;padding:3rem 2rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1,h2,h3{font-family:Charter,"Iowan Old Style","Palatino Linotype",Georgia,"DejaVu Serif",serif;line-height:1.2;font-weight:600;text-wrap:balance}
h1{font-size:2.6rem;margin:.3rem 0 1.6rem;letter-spacing:-.01em}
h2{font-size:1.55rem;margin:0 0 1.2rem}
h3{font-size:1.15rem;margin:0}
p{margin:.4rem 0 1rem}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:.06em}
a:focus-visible,pre:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--sheet);padding:.5rem 1rem}
section{margin-top:3.6rem}
.kicker{margin:0;font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--soft)}
header.page{border-bottom:1px solid var(--line);padding-bottom:2rem}
dl{margin:0}dd{margin:0}
.facts{display:grid;grid-template-columns:2.5fr 1fr 1fr 1.2fr;gap:1.2rem 2rem}
dt{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft)}
.to{color:var(--soft)}
time,.number,code{font-variant-numeric:tabular-nums}
time{white-space:nowrap}
.bar{display:block;width:100%;height:.9rem;margin:0 0 1.4rem}
.bar .exception{fill:var(--exception)}.bar .insufficient{fill:var(--insufficient)}.bar .supported{fill:var(--supported)}.bar .not-applicable{fill:var(--not-applicable)}
.tallies{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;list-style:none;margin:0 0 1.4rem;padding:0}
.tallies li{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.1rem}
.tallies strong{display:block;font:600 2.3rem/1.1 Charter,"Iowan Old Style",Georgia,"DejaVu Serif",serif;margin-bottom:.3rem}
.tallies li>span:last-child{display:block;margin-top:.6rem;font-size:.85rem;line-height:1.45;color:var(--soft)}
.verdicts{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.verdicts p{margin:0;padding:.9rem 1.1rem;border-radius:.6rem;border:1px solid var(--line);border-left:.3rem solid;background:var(--sheet);font-size:.93rem}
.verdicts span{display:block;font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft)}
.verdicts strong{display:block;font-size:1.1rem}
.verdicts .good{border-left-color:var(--supported)}.verdicts .weak{border-left-color:var(--insufficient)}.verdicts .bad{border-left-color:var(--exception)}
.badge{display:inline-flex;align-items:center;gap:.4em;padding:.16rem .6rem .16rem .45rem;border-radius:99rem;font-size:.82rem;font-weight:600;line-height:1.4;white-space:nowrap;border:1px solid currentColor}
.badge svg{width:1em;height:1em;fill:currentColor;flex:none}
.badge .ring{fill:none;stroke:currentColor;stroke-width:1.6}
.badge .line{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round}
.badge .mark{fill:none;stroke:var(--tint);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.badge.exception{color:var(--exception);--tint:var(--exception-tint)}.badge.insufficient{color:var(--insufficient);--tint:var(--insufficient-tint)}
.badge.supported{color:var(--supported);--tint:var(--supported-tint)}.badge.not-applicable{color:var(--not-applicable);--tint:var(--not-applicable-tint)}
.badge{background:var(--tint)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;color:var(--soft);font-size:.85rem;padding-bottom:.6rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .9rem .55rem 0;border-top:1px solid var(--line)}
thead th{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);font-weight:600;border-top:0}
tbody th{font-weight:500}
td.number,th.number{text-align:right}
.index td:first-child{width:10.5rem}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em}
.control{background:var(--sheet);border:1px solid var(--line);border-top:.25rem solid var(--not-applicable);border-radius:.6rem;padding:1.4rem 1.6rem 1.5rem;margin-bottom:1.4rem;scroll-margin-top:1rem}
.control.exception{border-top-color:var(--exception)}.control.insufficient{border-top-color:var(--insufficient)}.control.supported{border-top-color:var(--supported)}
.control:target{outline:2px solid var(--accent);outline-offset:2px}
.heading{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
.citation{margin:.15rem 0 .9rem;font-size:.85rem;color:var(--soft)}
.finding{font-size:1.08rem;line-height:1.55;margin:0 0 1.1rem;max-width:52rem;overflow-wrap:anywhere}
.control dl{display:grid;gap:.55rem;font-size:.93rem}
.control dl>div{display:grid;grid-template-columns:8.5rem 1fr;gap:1rem}
.control dt{padding-top:.16rem}
.control dd{max-width:46rem;overflow-wrap:anywhere}
.notes{margin-top:1.2rem;font-size:.88rem}
.notes caption{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;padding-bottom:.3rem}
.notes th.number,.notes td.number{width:4.5rem;text-align:left}
.notes td{overflow-wrap:anywhere}
.notes thead th{padding:.3rem .9rem .3rem 0;font-weight:500}
.notes.exceptions caption,.notes.exceptions td.number{color:var(--exception);font-weight:600}
.pairs th{width:15rem;color:var(--soft)}
.pairs td,.digests li,.gaps li{overflow-wrap:anywhere}
section h3{margin-top:1.8rem}
.control h3,.steps h3{margin-top:0}
.digests,.gaps,.limits{padding-left:1.2rem}
.limits li,.gaps li{margin-bottom:.5rem;max-width:52rem}
.steps{padding-left:1.3rem}
.steps li{margin-bottom:1.6rem}
.steps li::marker{font-weight:600;color:var(--soft)}
pre{background:var(--code);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1.1rem;overflow-x:auto;line-height:1.5;white-space:pre}
.sign dl{display:grid;grid-template-columns:1fr 1fr;gap:2rem 3rem;margin-top:1.6rem}
.sign dd{border-bottom:1px solid var(--ink);height:2.2rem}
footer{margin-top:3.6rem;padding-top:1.2rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--soft)}
@media (max-width:48rem){body{padding:1.5rem 1.1rem 3rem}h1{font-size:2rem}.facts,.verdicts,.sign dl{grid-template-columns:1fr}.tallies{grid-template-columns:1fr 1fr}.control{padding:1.1rem}.heading{flex-direction:column;gap:.5rem}.control dl>div{grid-template-columns:1fr;gap:0}}
@media print{@page{size:A4;margin:16mm 15mm}:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#000;--code:#fff;--exception:#8f1a14;--insufficient:#6b4500;--supported:#0f5230;--not-applicable:#444;--exception-tint:#fff;--insufficient-tint:#fff;--supported-tint:#fff;--not-applicable-tint:#fff}
body{max-width:none;padding:0;font-size:9.5pt}.skip{display:none}section{margin-top:9mm}h2,h3,.heading,.citation,.finding,caption{break-after:avoid}tr,.tallies li,.steps li,.sign{break-inside:avoid}.control{margin-bottom:6mm;padding:4mm 5mm}.wide,pre{overflow:visible}pre{white-space:pre-wrap;overflow-wrap:anywhere}.bar,.badge,.control{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{text-decoration:none}}
`
