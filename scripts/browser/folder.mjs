// The site opened from a folder, as from a zip or a stick, with no server: a
// reader goes down to a precinct and back, changes the language and stays on
// the page.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inTurn } from './site.mjs'

export function folder(site, pages, browser) {
  describe('from a folder', () => {
    let context, page
    before(async () => {
      context = await browser.newContext()
      page = await context.newPage()
      page.setDefaultTimeout(5000)
    })
    after(() => context.close())

    const here = () => decodeURI(page.url()).slice(pathToFileURL(site.out).href.length + 1)
    const follow = (selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()])

    test('a style sheet is applied to every kind of page', async () => {
      for (const { path } of inTurn(pages)) {
        if (path === '404.html') continue // shown by a server at any address, so its links begin at the root
        await page.goto(pathToFileURL(join(site.out, path)).href)
        const rules = await page.evaluate(() => getComputedStyle(document.body).fontFamily)
        assert.match(rules, /system-ui/, path)
      }
    })

    test('from the choice of language down to a precinct', async () => {
      await page.goto(pathToFileURL(join(site.out, 'index.html')).href)
      const steps = [
        ['a[hreflang="ky"]', 'ky/index.html'],
        ['main a[href*="/demo/"]', 'ky/demo/index.html'],
        ['main a[href*="regions/"]', /^ky\/demo\/regions\//],
        ['main a[href*="commissions/"]', /^ky\/demo\/commissions\//],
        ['main a[href*="precincts/"]', /^ky\/demo\/precincts\//],
      ]
      for (const [selector, path] of steps) {
        await follow(selector)
        if (typeof path === 'string') assert.equal(here(), path)
        else assert.match(here(), path)
      }
    })

    test('the language changes and the page stays', async () => {
      const start = here()
      await follow('.site-languages a[hreflang="ru"]')
      assert.equal(here(), start.replace('ky/', 'ru/'))
      assert.equal(await page.locator('html').getAttribute('lang'), 'ru')
      await follow('.site-languages a[hreflang="ky"]')
      assert.equal(here(), start)
    })

    test('breadcrumbs lead up again, and the name of the site home', async () => {
      for (const path of [/\/commissions\//, /\/regions\//, /\/demo\/index\.html$/, /^ky\/index\.html$/]) {
        await follow('.breadcrumbs li:nth-last-child(2) a')
        assert.match(here(), path)
      }
      await page.goBack()
      await follow('a.site-name')
      assert.equal(here(), 'ky/index.html')
    })

    test('to a selection and back to the country', async () => {
      await page.goto(pathToFileURL(join(site.out, 'ru/demo/index.html')).href)
      await follow('main a[href*="selections/"]')
      assert.match(here(), /^ru\/demo\/selections\//)
      await follow('main a[href*="regions/"]')
      assert.match(here(), /^ru\/demo\/regions\//)
    })

    test('the pages about the site are in the menu and below', async () => {
      await page.goto(pathToFileURL(join(site.out, 'ru/index.html')).href)
      const links = await page.locator('.site-menu a, .site-footer a').evaluateAll((all) => all.map((a) => a.href))
      for (const link of links.filter((href) => href.startsWith('file:'))) {
        await page.goto(link)
        assert.notEqual(await page.locator('h1').innerText(), '', link)
      }
    })
  })
}
