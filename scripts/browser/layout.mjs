// Pages fit the screens they are read on: no page is wider than the screen, no
// text is cut off or leaves its box, and, where there is room for words, none is
// torn between two lines.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inTurn } from './site.mjs'

// WCAG 1.4.12: a reader may space text more widely than we do.
const spaced = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'

export function layout(pages, browser, server) {
  // On the narrowest screens each page is read in both languages; where there is
  // room, one kind in Kyrgyz and the next in Russian.
  const some = new Set(inTurn(pages))
  // The languages side by side. A page is asked for once and then narrowed and
  // widened, as its reader would turn a telephone.
  describe('layout, 320, 360 and 1280 px wide, and spaced out by the reader', { concurrency: true }, () => {
    for (const language of [undefined, 'ky', 'ru']) {
      test(language ?? 'in no language', async () => {
        // The policy is set aside, as it is for a reader's own style sheet.
        const context = await browser.newContext({ bypassCSP: true })
        // Pictures are looked at, as they are until a reader asks for more.
        await context.route(/\/assets\/echarts\./, (route) => route.abort())
        const page = await context.newPage()
        const wrong = []
        const look = async (path, width, css) => {
          await page.setViewportSize({ width, height: 800 })
          if (css) await page.addStyleTag({ content: css })
          const found = await page.evaluate(misfits, { torn: width >= 360 })
          if (found.length > 0) wrong.push(`${path}, ${width} px${css ? ', spaced' : ''}: ${found.length} misfits\n  ${found.slice(0, 5).join('\n  ')}`)
        }
        for (const one of pages.filter((p) => p.language === language)) {
          await page.goto(`${server.url}/${one.path}`)
          if (some.has(one)) await look(one.path, 1280)
          await look(one.path, 360)
          await look(one.path, 320)
          if (some.has(one)) await look(one.path, 320, spaced)
        }
        await context.close()
        assert.equal(wrong.length, 0, `${wrong.length} times:\n${wrong.join('\n')}`)
      })
    }
  })
}

// misfits runs in the page. What lies in a box that scrolls by itself may be
// wider than the screen; what is hidden from sight on purpose is not looked at.
function misfits({ torn }) {
  const found = []
  const wide = document.documentElement.scrollWidth
  if (wide > innerWidth) found.push(`the page is ${wide} px wide`)

  const style = new Map()
  const styled = (element) => {
    if (!style.has(element)) style.set(element, getComputedStyle(element))
    return style.get(element)
  }
  const unseen = new Map()
  const hidden = (e) => {
    if (!e) return false
    if (!unseen.has(e)) unseen.set(e, hides(e) || hidden(e.parentElement))
    return unseen.get(e)
  }
  const hides = (e) => {
    const s = styled(e)
    if (s.display === 'none' || s.visibility === 'hidden' || s.clipPath !== 'none' || s.clip !== 'auto') return true
    if (s.position !== 'absolute') return false
    const box = e.getBoundingClientRect()
    return box.width <= 1 || box.right < 0 || box.bottom + scrollY < 0
  }
  // The nearest box that a reader sees as one: a cell, a badge, a paragraph.
  const container = (element) => {
    let e = element
    while (styled(e).display === 'inline' || styled(e).display === 'contents') e = e.parentElement
    return e
  }

  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    if (!node.data.trim() || hidden(node.parentElement)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = container(node.parentElement)
    const outer = box.getBoundingClientRect()
    const rects = [...range.getClientRects()]
    if (torn && rects.length > 1) {
      for (const word of node.data.matchAll(/[\p{L}\p{N},.%]{3,}/gu)) {
        range.setStart(node, word.index)
        range.setEnd(node, word.index + word[0].length)
        const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.top)))
        if (lines.size > 1) found.push(`“${word[0]}” is torn in ${box.tagName.toLowerCase()}.${box.className}`)
      }
    }
    for (const r of rects) {
      const what = `“${node.data.trim().slice(0, 40)}” in ${box.tagName.toLowerCase()}.${box.className}`
      if (r.right > outer.right + 1 || r.left < outer.left - 1) {
        found.push(`${what} leaves its box by ${Math.round(Math.max(r.right - outer.right, outer.left - r.left))} px`)
        break
      }
      let scrolls = false
      for (let e = box; e && e !== document.body; e = e.parentElement) {
        if (['auto', 'scroll'].includes(styled(e).overflowX)) scrolls = true
        if (scrolls || !['hidden', 'clip'].includes(styled(e).overflowX)) continue
        const frame = e.getBoundingClientRect()
        if (r.right > frame.right + 1 || r.left < frame.left - 1) found.push(`${what} is cut off`)
      }
      if (!scrolls && wide <= innerWidth && (r.right > innerWidth + 1 || r.left < -1)) found.push(`${what} is off the screen`)
    }
  }
  return [...new Set(found)]
}
