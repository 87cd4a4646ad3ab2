// axe finds nothing on any kind of page, light or dark.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AxeBuilder } from './packages.mjs'
import { inTurn } from './site.mjs'

export function accessibility(pages, browser, server) {
  // The languages side by side: each page is a process of its own.
  describe('axe', { concurrency: true }, () => {
    for (const language of [undefined, 'ky', 'ru']) {
      test(language ?? 'in no language', async () => {
        const context = await browser.newContext()
        const page = await context.newPage()
        const wrong = new Map() // by rule: a fault of a template shows on many pages
        for (const { path } of examined(pages, language)) {
          await page.goto(`${server.url}/${path}`)
          // The same colours in every language, whose contrast is worked out for all
          // of them in templates/style_test.go.
          for (const colorScheme of language === 'ru' ? ['light'] : ['light', 'dark']) {
            await page.emulateMedia({ colorScheme })
            for (const v of (await reader(page, colorScheme).analyze()).violations) {
              const first = `${v.id}: ${v.help}\n  ${v.nodes[0].html}\n  ${v.nodes[0].failureSummary}\n`
              wrong.set(v.id, `${wrong.get(v.id) ?? first}  ${v.nodes.length} times on ${path}, ${colorScheme}\n`)
            }
          }
        }
        await context.close()
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

// reader applies every rule in the light, and in the dark those on colour:
// nothing else changes. The legacy mode spares a second page for each; it is
// blind in frames, which our policy forbids.
function reader(page, colorScheme) {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  return colorScheme === 'light' ? axe : axe.withTags('cat.color')
}
