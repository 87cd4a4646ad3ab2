// A paper opens beside its numbers, by keyboard, mouse and touch; the policy is kept
// while it is open, and without JavaScript a link leads to the picture.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from './packages.mjs'

export function viewer(pages, browser, server) {
  const address = (name, language) => `${server.url}/${pages.find((page) => page.name === name && page.language === language).path}`
  const precinct = address('precinct-paper', 'ky')
  const papers = address('precinct-paper-papers', 'ru')

  describe('viewer', () => {
    let wide, narrow // pages of a reader at a desk, and of one with a telephone
    const wrong = []
    before(async () => {
      const open = async (options) => {
        const context = await browser.newContext(options)
        await context.addInitScript(() => {
          globalThis.broken = []
          addEventListener('securitypolicyviolation', (e) => globalThis.broken.push(`${e.effectiveDirective} ${e.blockedURI}`))
        })
        const page = await context.newPage()
        page.setDefaultTimeout(10000)
        page.on('pageerror', (error) => wrong.push(error.message))
        return page
      }
      wide = await open({ viewport: { width: 1280, height: 800 } })
      narrow = await open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' })
    })
    after(async () => {
      await wide.context().close()
      await narrow.context().close()
      assert.deepEqual(wrong, [])
    })

    test('by keyboard', async () => {
      await wide.goto(precinct)
      await wide.locator('a.sheet').focus()
      await wide.keyboard.press('Enter')
      const whole = await shown(wide)
      assert.equal(await focused(wide), 'stage')
      await wide.keyboard.press('+')
      await wide.keyboard.press('=')
      const larger = await shown(wide)
      assert.ok(larger.scale > whole.scale * 1.6, `${larger.scale} after ${whole.scale}`)
      await wide.keyboard.press('ArrowDown')
      assert.ok((await shown(wide)).top < larger.top, 'the sheet did not move')
      await wide.keyboard.press('-')
      assert.ok((await shown(wide)).scale < larger.scale)
      await wide.keyboard.press('0')
      assert.deepEqual(await shown(wide), whole)
      await wide.keyboard.press('Escape')
      assert.equal(await wide.locator('.viewer').count(), 0)
      assert.equal(await focused(wide), 'sheet')
    })

    test('beside the numbers, which can still be read', async () => {
      await wide.goto(precinct)
      await wide.locator('a.sheet').click()
      await shown(wide)
      const paper = await wide.locator('.viewer').boundingBox()
      const numbers = await wide.locator('main').boundingBox()
      assert.ok(numbers.x + numbers.width <= paper.x + 1, 'the paper covers the numbers')
      assert.equal(paper.height, 800)
      assert.equal(await wide.locator('.viewer').getAttribute('aria-modal'), null)
    })

    test('by mouse', async () => {
      await wide.goto(precinct)
      await wide.locator('a.sheet').click()
      const before = await shown(wide)
      const stage = await wide.locator('.stage').boundingBox()
      const at = { x: stage.width / 3, y: stage.height / 3 }
      await wide.mouse.move(stage.x + at.x, stage.y + at.y)
      await wide.mouse.wheel(0, -600)
      await wide.waitForFunction((scale) => new DOMMatrix(getComputedStyle(document.querySelector('.stage div')).transform).a > scale, before.scale)
      const after = await shown(wide)
      // The same spot of the paper lies under the mouse.
      for (const [start, end, point] of [[before.left, after.left, at.x], [before.top, after.top, at.y]]) {
        assert.ok(Math.abs((point - start) / before.scale - (point - end) / after.scale) < 2)
      }
      await wide.mouse.down()
      await wide.mouse.move(stage.x + at.x - 40, stage.y + at.y - 30)
      await wide.mouse.up()
      const moved = await shown(wide)
      assert.deepEqual([Math.round(moved.left - after.left), Math.round(moved.top - after.top)], [-40, -30])
      await wide.locator('[data-do=whole]').click()
      assert.deepEqual(await shown(wide), before)
    })

    test('by touch, over the whole screen, until the reader goes back', async () => {
      await narrow.goto(precinct)
      await narrow.locator('a.sheet').tap()
      const before = await shown(narrow)
      const paper = await narrow.locator('.viewer').boundingBox()
      assert.deepEqual([paper.x, paper.y, paper.width, paper.height], [0, 0, 360, 740])
      assert.equal(await narrow.locator('.viewer').getAttribute('aria-modal'), 'true')
      await fingers(narrow, [[150, 400], [210, 400]], [[90, 400], [270, 400]])
      const pinched = await shown(narrow)
      assert.ok(pinched.scale > before.scale * 2.5 && pinched.scale < before.scale * 3.5, `${pinched.scale} after ${before.scale}`)
      await fingers(narrow, [[180, 500]], [[150, 450]])
      assert.ok((await shown(narrow)).top < pinched.top, 'the sheet did not move')
      await narrow.goBack()
      assert.equal(await narrow.locator('.viewer').count(), 0)
      assert.equal(narrow.url(), precinct)
      assert.equal(await focused(narrow), 'sheet')
    })

    test('a viewer over the page keeps the focus', async () => {
      await narrow.goto(precinct)
      await narrow.locator('a.sheet').tap()
      await shown(narrow)
      for (let i = 0; i < 12; i++) {
        await narrow.keyboard.press(i < 6 ? 'Tab' : 'Shift+Tab')
        assert.equal(await narrow.evaluate(() => document.querySelector('.viewer').contains(document.activeElement)), true)
      }
      await narrow.locator('[data-do=close]').tap()
      await narrow.waitForFunction(() => !document.querySelector('.viewer'))
    })

    test('a cell leads to its place on the page', async () => {
      await wide.goto(papers)
      const cell = wide.locator('.cells a').first()
      await cell.click()
      await shown(wide)
      const [mark, stage] = [await wide.locator('.stage div div').boundingBox(), await wide.locator('.stage').boundingBox()]
      assert.ok(mark.x >= stage.x && mark.x + mark.width <= stage.x + stage.width, 'the cell is out of sight')
      assert.ok(mark.y >= stage.y && mark.y + mark.height <= stage.y + stage.height, 'the cell is out of sight')
      assert.ok(mark.width > (await cell.boundingBox()).width, 'the cell is no larger than in the table')
    })

    test('no policy broken, and axe has nothing to say', async () => {
      for (const page of [wide, narrow]) {
        await page.goto(precinct)
        await page.locator('a.sheet').click()
        await shown(page)
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('.viewer').analyze()
        assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`), [])
        assert.deepEqual(await page.evaluate(() => globalThis.broken), [])
      }
    })

    test('without JavaScript the link leads to the picture', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(precinct)
      const [answer] = await Promise.all([page.waitForNavigation(), page.locator('a.sheet').click()])
      assert.equal(answer.headers()['content-type'], 'image/jpeg')
      await context.close()
    })
  })
}

// shown waits for the picture and tells how it lies on the stage.
async function shown(page) {
  await page.waitForFunction(() => {
    const sheet = document.querySelector('.stage:not([aria-busy]) div')
    return sheet && sheet.style.transform !== ''
  })
  return page.evaluate(() => {
    const m = new DOMMatrix(getComputedStyle(document.querySelector('.stage div')).transform)
    return { scale: m.a, left: m.e, top: m.f }
  })
}

// focused is the class of what has the focus.
function focused(page) {
  return page.evaluate(() => document.activeElement.className)
}

// fingers go down in some places, move to others in steps, and are lifted.
async function fingers(page, from, to) {
  const client = await page.context().newCDPSession(page)
  const points = (places) => places.map(([x, y], id) => ({ x, y, id }))
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(from) })
  for (const part of [0.25, 0.5, 0.75, 1]) {
    const places = from.map(([x, y], i) => [x + (to[i][0] - x) * part, y + (to[i][1] - y) * part])
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(places) })
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await client.detach()
}
