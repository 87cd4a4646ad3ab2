// The pages people print: on A4, nothing cut, and the training notice on paper. A
// precinct is one sheet with a code that leads back to the page.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { jsQR } from './packages.mjs'
import { inTurn } from './site.mjs'

const onPaper = /^(nation|region|territorial|precinct|summary)/
const beneath = /-(papers|history|arithmetic)$/

export function print(pages, browser, server) {
  describe('print', () => {
    test('country, region, commission, precinct and summary table', async () => {
      const context = await browser.newContext({ viewport: { width: 680, height: 960 } })
      const page = await context.newPage()
      const wrong = []
      page.on('pageerror', (error) => wrong.push(error.message))
      for (const { name, path } of inTurn(pages).filter(({ name }) => onPaper.test(name))) {
        await page.goto(`${server.url}/${path}`)
        await page.emulateMedia({ media: 'print' })
        const training = path.includes('/demo/')
        assert.equal(await page.locator('.training').isVisible(), training, `${path}: the training notice on paper`)
        assert.equal(await page.locator('h1').isVisible(), true, `${path}: no heading on paper`)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        // One pixel more is a word for the ear that stands at the edge.
        if (wide > 681) wrong.push(`${path}: ${wide} px wide on paper of 680`)
        const sheets = await printed(page)
        assert.ok(sheets > 0, path)
        if (name.startsWith('precinct') && !beneath.test(name)) assert.equal(sheets, 1, `${path}: sheets of paper`)
        await page.emulateMedia({ media: 'screen' })
      }
      await context.close()
      assert.deepEqual(wrong, [])
    })

    test('the code on paper leads back to the page', async () => {
      const context = await browser.newContext({ viewport: { width: 680, height: 960 }, deviceScaleFactor: 2 })
      const [page, reader] = [await context.newPage(), await context.newPage()]
      for (const { path } of pages.filter(({ name }) => name === 'precinct')) {
        await page.goto(`${server.url}/${path}`)
        assert.equal(await page.locator('.address').isVisible(), false, `${path}: the code on the screen`)
        await page.emulateMedia({ media: 'print' })
        const picture = await page.locator('.address svg').screenshot()
        const { data, width, height } = await reader.evaluate(pixels, picture.toString('base64'))
        const canonical = await page.locator('link[rel=canonical]').getAttribute('href')
        assert.equal(jsQR(Uint8ClampedArray.from(data), width, height)?.data, canonical, path)
        await page.emulateMedia({ media: 'screen' })
      }
      await context.close()
    })
  })
}

// printed is how many sheets a page takes.
async function printed(page) {
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  assert.match(pdf, /^%PDF-/)
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

// pixels runs in a page of its own, which no policy binds, and unpacks a picture.
async function pixels(png) {
  const picture = new Image()
  picture.src = `data:image/png;base64,${png}`
  await picture.decode()
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const brush = canvas.getContext('2d')
  brush.drawImage(picture, 0, 0)
  return { data: [...brush.getImageData(0, 0, picture.width, picture.height).data], width: picture.width, height: picture.height }
}
