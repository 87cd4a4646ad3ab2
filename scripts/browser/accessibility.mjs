// axe finds nothing on any kind of page, light or dark.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AxeBuilder } from './packages.mjs'
import { inTurn } from './site.mjs'

// What axe says of colours takes nearly all of its time.
const ofColour = ['color-contrast', 'link-in-text-block']

export function accessibility(pages, browser, server) {
  // The languages side by side: each page is a process of its own.
  describe('axe', { concurrency: true }, () => {
    for (const language of [undefined, 'ky', 'ru']) {
      test(language ?? 'in no language', async () => {
        const context = await browser.newContext()
        const page = await context.newPage()
        const wrong = new Map() // by rule: a fault of a template shows on many pages
        const note = ({ violations }, where) => {
          for (const v of violations) {
            const first = `${v.id}: ${v.help}\n  ${v.nodes[0].html}\n  ${v.nodes[0].failureSummary}\n`
            wrong.set(v.id, `${wrong.get(v.id) ?? first}  ${v.nodes.length} times on ${where}\n`)
          }
        }
        const known = new Set()
        for (const { path } of examined(pages, language)) {
          await page.emulateMedia({ colorScheme: 'light' })
          await page.goto(`${server.url}/${path}`)
          note(await axe(page).disableRules(ofColour).analyze(), path)
          for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme })
            const looks = await page.evaluate(novel, [...known])
            if (looks.length === 0) continue
            looks.forEach((look) => known.add(look))
            note(await axe(page).include('[data-novel]').withRules(ofColour).analyze(), `${path}, ${colorScheme}`)
          }
        }
        await context.close()
        assert.ok(known.size > 5, `only ${known.size} looks of text`)
        assert.equal(wrong.size, 0, [...wrong.values()].join('\n'))
      })
    }
  })
}

// examined are the pages of a language: one kind in Kyrgyz, the next in Russian,
// whose components are the same. The country's summary table is that of a
// territorial commission five times over, and takes as much longer.
function examined(pages, language) {
  return inTurn(pages.filter(({ name }) => name !== 'summary')).filter((p) => p.language === language)
}

// The legacy mode spares a second page for each; it is blind in frames, which our
// policy forbids.
function axe(page) {
  return new AxeBuilder({ page }).setLegacyMode(true)
}

// novel runs in the page. It marks the texts that look as none did before: of
// another colour, ground, size or weight, or in another element. The other hundred
// rows of a table have nothing to add to the first.
function novel(known) {
  const looks = new Set(known)
  document.querySelectorAll('[data-novel]').forEach((e) => e.removeAttribute('data-novel'))
  const kind = (e) => `${e.localName}.${e.className.baseVal ?? e.className}`
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    if (!node.data.trim()) continue
    const e = node.parentElement
    const grounds = [] // down to the first that nothing shows through
    for (let under = e; under; under = under.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(under)
      if (backgroundColor !== 'rgba(0, 0, 0, 0)' || backgroundImage !== 'none' || opacity !== '1') grounds.push(backgroundColor, backgroundImage, opacity)
      if (backgroundColor.startsWith('rgb(')) break
    }
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(e)
    const look = [kind(e.parentElement), kind(e), color, fontSize, fontWeight, textDecorationLine, ...grounds].join(' ')
    if (looks.has(look)) continue
    looks.add(look)
    e.setAttribute('data-novel', '')
  }
  return [...looks].slice(known.length)
}
