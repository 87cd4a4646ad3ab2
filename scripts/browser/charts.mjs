// Charts that a reader makes interactive: under the policy of production, in both
// languages, on every page of a country and a region that has a chart or a map.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from './packages.mjs'
import { languages, root } from './site.mjs'

const library = /\/assets\/echarts\.[0-9a-f]+\.js$/
const narrow = { width: 800, height: 900 } // charts wait until they are asked for
const wide = { width: 1280, height: 900 }

export function charts(site, browser, server) {
  const paths = Object.fromEntries(languages.map((language) => [language, drawn(site.out, language)]))

  // Side by side: each test has pages of its own, and waits for them.
  describe('interactive charts', { concurrency: true }, () => {
    for (const language of languages) {
      test(`opened, pointed at, resized, in the dark and closed, ${language}`, async () => {
        assert.ok(paths[language].length > 0, 'no page of the site has a chart')
        const { page, context, wrong, asked } = await watched(browser, server, { viewport: narrow })
        for (const path of paths[language]) {
          asked.length = 0
          await page.setViewportSize(narrow) // before the page comes: on a wide screen charts do not wait
          await page.emulateMedia({ colorScheme: 'light' })
          await page.goto(`${server.url}/${path}`)
          assert.deepEqual(asked, [], `${path} loads the library before anyone asks`)
          const before = await figures(page)
          assert.equal(before.filter((f) => !f.button).length, 0, `${path}: a chart has no button`)
          await press(page)
          await opened(page, before.length)
          assert.equal(asked.length, 1, `${path} loads the library once`)
          for (const [i, f] of (await figures(page)).entries()) {
            if (f.height < before[i].height - 1) wrong.push(`${path}#${f.id}: ${f.height} px high after ${before[i].height}`)
            if (f.stillShown) wrong.push(`${path}#${f.id}: the picture is still there`)
          }
          const known = await page.locator('main td').evaluateAll((all) => all.map((td) => td.textContent.trim()).filter((t) => /\d/.test(t)))
          for (const { id } of before) {
            const told = await point(page, id)
            if (!known.some((text) => plain(told).includes(plain(text)))) wrong.push(`${path}#${id}: a key tells “${told}”`)
          }
          if (path === paths[language][0]) {
            const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('figure').analyze()
            for (const v of violations) wrong.push(`${path}: ${v.id}: ${v.help}: ${v.nodes[0].html}`)
          }
          for (const width of [400, 1280]) {
            await page.setViewportSize({ width, height: 900 })
            await page.waitForFunction(() => [...document.querySelectorAll('.alive')].every((box) =>
              Math.abs(box.querySelector('svg').getBoundingClientRect().width - box.clientWidth) <= 1))
          }
          const light = await page.locator('.alive').first().innerHTML()
          await page.emulateMedia({ colorScheme: 'dark' })
          await page.waitForFunction((light) => document.querySelector('.alive').innerHTML !== light, light)
          await opened(page, before.length)
          await press(page)
          for (const f of await figures(page)) if (f.alive || !f.stillShown) wrong.push(`${path}#${f.id}: the picture is not back`)
          for (const directive of await page.evaluate(() => globalThis.broken)) wrong.push(`${path}: policy ${directive}`)
        }
        await context.close()
        assert.deepEqual(wrong, [])
      })
    }

    test('on a wide screen they come by themselves where the page says so, on a narrow one they wait', async () => {
      const path = paths.ky.find((path) => /<template id="charts"[^>]* data-auto/.test(readFileSync(join(site.out, path), 'utf8')))
      assert.ok(path, 'no page says data-auto')
      for (const viewport of [wide, { width: 360, height: 740 }]) {
        const { page, context, wrong, asked } = await watched(browser, server, { viewport })
        await page.goto(`${server.url}/${path}`)
        for (const figure of await page.locator('figure:has(.enliven)').all()) await figure.scrollIntoViewIfNeeded()
        if (viewport === wide) await page.waitForFunction(() => document.querySelector('.alive svg'))
        // What comes into sight is told of before the second frame.
        else await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        assert.equal(asked.length, viewport === wide ? 1 : 0, `${viewport.width} px wide`)
        assert.deepEqual(wrong, [])
        await context.close()
      }
    })

    test('without the library the picture stays, and the page says so', async () => {
      const { page, context } = await watched(browser, server, { viewport: narrow })
      await context.route(library, (route) => route.abort())
      await page.goto(`${server.url}/${paths.ru[0]}`)
      const button = page.locator('.enliven').first()
      const words = await button.innerText()
      await button.click()
      await page.waitForFunction(() => [...document.querySelectorAll('figure [role=status]')].some((s) => s.textContent !== ''))
      assert.equal(await button.innerText(), words)
      const [first] = await figures(page)
      assert.ok(first.stillShown && !first.alive, 'the picture is gone')
      // The line is there again.
      await context.unroute(library)
      await button.click()
      await opened(page, 1)
      await context.close()
    })

    test('a place on a map leads to its page, by the mouse and by keys', async () => {
      const path = paths.ky.find((path) => /<figure class="map\b/.test(readFileSync(join(site.out, path), 'utf8')))
      assert.ok(path, 'no page has a map')
      const { page, context, wrong } = await watched(browser, server, { viewport: narrow })
      for (const by of ['key', 'mouse']) {
        await page.goto(`${server.url}/${path}`)
        const map = page.locator('figure.map').first()
        const links = await map.locator('svg a').evaluateAll((all) => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href))
        await map.locator('.enliven').click()
        await opened(page, 1)
        if (by === 'key') {
          await map.locator('.alive').focus()
          await page.keyboard.press('ArrowRight')
          await Promise.all([page.waitForURL(links[0]), page.keyboard.press('Enter')])
        } else {
          // In the middle of an area as it is drawn now.
          const area = await map.locator('.alive svg path').evaluateAll((all) => {
            const large = all.map((p) => p.getBoundingClientRect()).filter((r) => r.width > 8 && r.height > 8 && r.width < 200)
            return large.map((r) => [r.x + r.width / 2, r.y + r.height / 2])[0]
          })
          await Promise.all([page.waitForURL((url) => links.includes(url.href)), page.mouse.click(...area)])
        }
      }
      await context.close()
      assert.deepEqual(wrong, [])
    })

    test('from a folder', async () => {
      const page = await browser.newPage({ viewport: narrow })
      await page.goto(pathToFileURL(join(site.out, paths.ru[0])).href)
      await page.locator('.enliven').first().click()
      await opened(page, 1)
      await page.close()
    })

    test('without JavaScript every chart is a picture and a table', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: narrow })
      const page = await context.newPage()
      const wrong = []
      for (const path of languages.flatMap((language) => paths[language])) {
        await page.goto(`${server.url}/${path}`)
        for (const f of await figures(page)) {
          if (!f.stillShown || f.height < 20) wrong.push(`${path}#${f.id}: no picture`)
          if (f.tables === 0) wrong.push(`${path}#${f.id}: no table`)
          if (f.button) wrong.push(`${path}#${f.id}: a button that does nothing`)
        }
      }
      await context.close()
      assert.deepEqual(wrong, [])
    })

    for (const language of languages) {
      test(`figures are printed as in the tables, ${language}`, () => formats(site, browser, server, language))
    }
  })
}

// drawn are the pages of a country and of a region that have a chart or a map: those of
// the region, which have no kinds of their own, one in Kyrgyz and the next in Russian.
function drawn(out, language) {
  const folder = join(out, language, 'demo')
  const list = (path) => existsSync(join(folder, path))
    ? readdirSync(join(folder, path)).filter((name) => name.endsWith('.html')).sort().map((name) => join(path, name))
    : []
  const has = (path) => /<figure class="(chart|map)\b/.test(readFileSync(join(folder, path), 'utf8'))
  const region = list('regions')[0]
  const beneath = region ? [region, ...list(region.replace('.html', ''))].filter(has) : []
  return [...list('.').filter(has), ...beneath.filter((_, i) => i % languages.length === languages.indexOf(language))]
    .map((path) => `${language}/demo/${path}`)
}

// watched is a page of which everything is noted that must not happen, and how often
// the library was asked for.
async function watched(browser, server, options) {
  const context = await browser.newContext(options)
  await context.addInitScript(() => {
    globalThis.broken = []
    addEventListener('securitypolicyviolation', (e) => globalThis.broken.push(`${e.effectiveDirective} ${e.blockedURI}`))
  })
  const page = await context.newPage()
  const wrong = [], asked = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`))
  page.on('request', (request) => {
    if (library.test(request.url())) asked.push(request.url())
    if (!request.url().startsWith(server.url + '/')) wrong.push(`${page.url()}: asks ${request.url()}`)
  })
  return { context, page, wrong, asked }
}

// figures tells how every chart and map of the page stands.
function figures(page) {
  return page.locator('figure.chart, figure.map').evaluateAll((all) => all.map((figure) => {
    const still = [...figure.children].find((e) => e.matches('svg, .panels'))
    const box = figure.querySelector('.alive')
    return {
      id: figure.id, alive: box !== null, stillShown: still && getComputedStyle(still).display !== 'none',
      height: (box || still).getBoundingClientRect().height, button: figure.querySelector('.enliven') !== null,
      tables: (figure.querySelector('table') ? figure : document.querySelector('main')).querySelectorAll('table').length,
    }
  }))
}

// press presses every button of the page, the first one as a reader does.
async function press(page) {
  await page.locator('.enliven').first().click()
  await page.locator('.enliven').evaluateAll((all) => all.slice(1).forEach((button) => button.click()))
}

// opened waits until so many charts are drawn.
function opened(page, count) {
  return page.waitForFunction((count) => document.querySelectorAll('.alive svg').length === count &&
    !document.querySelector('.enliven[aria-busy]'), count)
}

// point goes over a chart by the mouse and by a key, and gives what the key tells.
async function point(page, id) {
  const box = page.locator(`[id="${id}"] .alive`)
  const { at, still } = await box.evaluate((box) => {
    box.scrollIntoView({ block: 'start', behavior: 'instant' })
    const { x, y, width, height } = box.getBoundingClientRect()
    return { at: { x, y, width, height: Math.min(height, innerHeight - y) }, still: box.querySelectorAll('text').length }
  })
  for (const [x, y] of [[0.3, 0.2], [0.5, 0.5], [0.8, 0.9]]) await page.mouse.move(at.x + at.width * x, at.y + at.height * y)
  await page.mouse.move(0, 0)
  // What the mouse was told goes away, and what the key tells comes.
  const count = (test) => page.waitForFunction(test, [id, still])
  await count(([id, n]) => document.getElementById(id).querySelectorAll('.alive text').length === n)
  await box.press('ArrowRight')
  await count(([id, n]) => document.getElementById(id).querySelectorAll('.alive text').length > n)
  return (await texts(box)).slice(still).join(' ')
}

const plain = (text) => text.replace(/\s+/g, ' ')

function texts(box) {
  return box.locator('text').evaluateAll((all) => all.map((t) => t.textContent))
}

// formats draws a chart of the figures in the golden file of Go's own formatter, and
// reads what stands beside the bars.
async function formats(site, browser, server, language) {
  const lines = readFileSync(join(root, 'generator/wording/testdata/formats.txt'), 'utf8').replaceAll('~', '\u00a0').split('\n')
  const of = (kind) => lines.map((line) => line.match(/^(..) (\w+) +(.*?)  (\S.*)$/))
    .filter((m) => m && m[1] === language && m[2] === kind).map(([, , , value, text]) => ({ value, text }))
  const amounts = of('amount')
  const least = amounts.find((a) => a.value === '0 at least').text
  const unknown = amounts.find((a) => a.value === '0 unknown').text
  const integer = (text) => Number(text.replace('\u2212', '-').replace(/[^-\d]/g, ''))
  const cases = {
    count: of('number').map(({ value, text }) => ({ value: Number(value), text })).filter(({ value }) => Number.isSafeInteger(value)),
    percent: of('percent').filter(({ text }) => /^[\u2212\d]/.test(text)).map(({ text }) => ({ value: integer(text), text })),
  }
  cases.count.push({ value: 12408, least: true, text: amounts.find((a) => a.value === '12408 at least').text })
  assert.ok(cases.count.length > 10 && cases.percent.length > 5, 'the golden file was read wrongly')

  const asset = (name) => '/assets/' + readdirSync(join(site.out, 'assets')).find((file) => file.startsWith(`${name}.`) && file.endsWith('.js'))
  const figure = (unit) => {
    const data = [...cases[unit].map(({ value, least }) => ({ value, least })), { value: null }]
    const options = {
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: `@${unit}` }, grid: { right: 200 }, xAxis: [{ type: 'value' }],
      yAxis: [{ type: 'category', data: data.map((_, i) => `row ${i}`) }],
      series: [{ type: 'bar', data, label: { show: true, formatter: `@${unit}` } }],
    }
    return `<figure class="chart" id="${unit}"><svg width="600" height="600"></svg><script type="application/json" class="options">${JSON.stringify(options)}</script></figure>`
  }
  const html = `<!doctype html><html lang="${language}"><title>t</title>
    <template id="charts" data-library="${asset('echarts')}" data-unknown="${unknown}" data-least="${least}">
    <button class="enliven" data-still="still" data-loading="loading" data-failed="failed">open</button></template>
    ${figure('count')}${figure('percent')}<script src="${asset('charts')}"></script>`
  const page = await browser.newPage({ viewport: narrow })
  await page.route('**/formats.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await page.goto(`${server.url}/formats.html`)
  await press(page)
  await opened(page, 2)
  for (const unit of ['count', 'percent']) {
    const box = page.locator(`#${unit} .alive`)
    const shown = await texts(box)
    assert.deepEqual(cases[unit].map(({ text }) => text).filter((text) => !shown.includes(text)), [], `${unit}: not printed so`)
    await box.focus()
    await page.keyboard.press('ArrowLeft') // the last one, of which nothing is known
    await page.waitForFunction(([unit, unknown]) => document.querySelector(`#${unit} .alive`).textContent.includes(unknown), [unit, unknown])
  }
  await page.close()
}
