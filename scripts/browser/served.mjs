// The site as production serves it: its policy is not broken, nothing is wrong
// on the console, no other host is asked, and JavaScript changes no word.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

export function served(pages, browser, server) {
  // Side by side: each test has pages of its own, and waits for them.
  describe('served', { concurrency: true }, () => {
    for (const colorScheme of ['light', 'dark']) {
      test(`no policy broken, no complaint, no other host, ${colorScheme}`, async () => {
        const context = await browser.newContext({ colorScheme })
        await context.addInitScript(() => {
          globalThis.broken = []
          addEventListener('securitypolicyviolation', (e) => globalThis.broken.push(`${e.effectiveDirective} ${e.blockedURI}`))
        })
        const page = await context.newPage()
        const wrong = []
        page.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) wrong.push(`${page.url()}: ${message.text()}`)
        })
        page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`))
        page.on('requestfailed', (request) => {
          const why = request.failure().errorText
          if (why !== 'net::ERR_ABORTED') wrong.push(`${page.url()}: ${request.url()}: ${why}`) // aborted: we went on
        })
        page.on('response', (answer) => {
          if (answer.status() >= 400) wrong.push(`${page.url()}: ${answer.url()} is ${answer.status()}`)
        })
        page.on('request', (request) => {
          if (!request.url().startsWith(server.url + '/')) wrong.push(`${page.url()}: asks ${request.url()}`)
        })
        // Each kind of page in both schemes, each file in one.
        const dark = (page) => page.language === 'ru'
        for (const { path } of pages.filter((page) => dark(page) === (colorScheme === 'dark'))) {
          const answer = await page.goto(`${server.url}/${path}`, { waitUntil: 'load' })
          assert.match(answer.headers()['content-security-policy'] ?? '', /default-src 'none'|default-src 'self'/, path)
          for (const directive of await page.evaluate(() => globalThis.broken)) wrong.push(`${path}: policy ${directive}`)
        }
        await context.close()
        assert.deepEqual(wrong, [])
      })
    }

    // The script looks for papers, and has nothing to do on a page without any. That of
    // a country and of a precinct are read all the same. Charts have a button that does
    // nothing without JavaScript, so it is not there; on a wide screen they come alive.
    test('the same words without JavaScript', async () => {
      const scripts = async ({ name, path }) => ['nation', 'precinct'].includes(name) ||
        /<(script(?! src="[^"]*\/site\.)|noscript)\b|\sdata-paper=|\son[a-z]+=/i.test(await (await fetch(`${server.url}/${path}`)).text())
      const viewport = { width: 800, height: 720 }
      const off = await browser.newContext({ viewport, javaScriptEnabled: false })
      const on = await browser.newContext({ viewport })
      const [plain, scripted] = [await off.newPage(), await on.newPage()]
      let read = 0
      for (const one of pages.filter(({ language }) => language !== 'ru')) { // a script knows no language
        if (!await scripts(one)) continue
        read++
        await Promise.all([plain, scripted].map((page) => page.goto(`${server.url}/${one.path}`)))
        await scripted.locator('.enliven').evaluateAll((all) => all.forEach((button) => button.remove()))
        const [expected, got] = await Promise.all([plain, scripted].map((page) => page.locator('body').innerText()))
        assert.equal(expected, got, one.path)
      }
      assert.ok(read >= 2, `${read} pages were read`)
      await Promise.all([off.close(), on.close()])
    })

    test('an address that is no page shows the site’s own, at any depth', async () => {
      const context = await browser.newContext()
      const page = await context.newPage()
      for (const path of ['nothing.html', 'ky/demo/precincts/nothing.html', 'ky', 'ru/demo/']) {
        const answer = await page.goto(`${server.url}/${path}`)
        assert.equal(answer.status(), 404, path)
        assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /system-ui/, path)
        await page.locator('a[hreflang="ru"]').click()
        await page.waitForURL(`${server.url}/ru/index.html`)
      }
      await context.close()
    })
  })
}
