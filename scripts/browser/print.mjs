// The pages people print: on A4, nothing cut, and the training notice on paper.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inTurn } from './site.mjs'

const printed = /^(nation|region|territorial|precinct|summary)/

export function print(pages, browser, server) {
  describe('print', () => {
    test('country, region, commission, precinct and summary table', async () => {
      const context = await browser.newContext({ viewport: { width: 680, height: 960 } })
      const page = await context.newPage()
      const wrong = []
      page.on('pageerror', (error) => wrong.push(error.message))
      for (const { path } of inTurn(pages).filter(({ name }) => printed.test(name))) {
        await page.goto(`${server.url}/${path}`)
        await page.emulateMedia({ media: 'print' })
        const training = path.includes('/demo/')
        assert.equal(await page.locator('.training').isVisible(), training, `${path}: the training notice on paper`)
        assert.equal(await page.locator('h1').isVisible(), true, `${path}: no heading on paper`)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        // One pixel more is a word for the ear that stands at the edge.
        if (wide > 681) wrong.push(`${path}: ${wide} px wide on paper of 680`)
        const pdf = await page.pdf({ format: 'A4' })
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-', path)
        await page.emulateMedia({ media: 'screen' })
      }
      await context.close()
      assert.deepEqual(wrong, [])
    })
  })
}
