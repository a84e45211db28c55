import { chromium } from 'playwright-core'
import { readdirSync, mkdirSync, writeFileSync } from 'node:fs'
const [dir, out, widths, re='.', locale='ru-RU'] = process.argv.slice(2)
mkdirSync(out,{recursive:true})
const files = readdirSync(dir,{recursive:true}).filter(f=>f.endsWith('.html')&&f.match(re)).sort()
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']})
for (const w of widths.split(',').map(Number)) {
const ctx = await b.newContext({locale, viewport:{width:w,height:900}})
for (const f of files) {
  const p = await ctx.newPage()
  await p.goto('file://'+dir+'/'+f); await p.waitForTimeout(2500)
  // nothing cut: text in figures that leaves its svg or overlaps other text
  const r = await p.evaluate(`(() => {
    const res=[]
    res.push('scrollWidth '+document.documentElement.scrollWidth)
    const figs=[...document.querySelectorAll('.plotly-figure, .chart, figure.plot svg')].filter(f=>f.getClientRects().length)
    figs.forEach((f,i)=>{
      const svgs=f.tagName==='svg'?[f]:[...f.querySelectorAll('svg.main-svg')]
      if(!svgs.length) return
      const box=svgs[0].getBoundingClientRect()
      const texts=[...f.querySelectorAll('text')].filter(t=>t.textContent.trim()&&t.getClientRects().length&&getComputedStyle(t).opacity!=='0'&&getComputedStyle(t).visibility!=='hidden').map(t=>({s:t.textContent,r:t.getBoundingClientRect(),t}))
      for(const {s,r} of texts){ if(r.left<box.left-1||r.right>box.right+1||r.top<box.top-1||r.bottom>box.bottom+1) res.push('CUT fig'+i+' '+JSON.stringify(s.slice(0,60))+' '+[r.left-box.left,box.right-r.right,r.top-box.top,box.bottom-r.bottom].map(x=>x.toFixed(0))) }
      let n=0
      for(let a=0;a<texts.length;a++)for(let c=a+1;c<texts.length;c++){const x=texts[a].r,y=texts[c].r;const ox=Math.min(x.right,y.right)-Math.max(x.left,y.left),oy=Math.min(x.bottom,y.bottom)-Math.max(x.top,y.top);if(ox>2&&oy>4&&!texts[a].t.contains(texts[c].t)){ if(n++<6) res.push('OVERLAP fig'+i+' '+JSON.stringify(texts[a].s.slice(0,40))+' | '+JSON.stringify(texts[c].s.slice(0,40))+' '+ox.toFixed(0)+'x'+oy.toFixed(0))}}
      const small=texts.filter(({t})=>parseFloat(getComputedStyle(t).fontSize)<9).length
      if(small) res.push('SMALL fig'+i+' '+small)
      for(const {s} of texts) if(/\\d\\.\\d{4,}/.test(s)) res.push('LONG fig'+i+' '+s)
    })
    return res})()`)
  console.log('##',w,f,r.join('\n   '))
  await p.screenshot({path:out+'/'+f.replace('/','_')+'-'+w+'.png',fullPage:true})
  await p.close()
}}
await b.close()
