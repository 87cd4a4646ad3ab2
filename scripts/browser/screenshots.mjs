// Pictures of a page of every kind and state, narrow and wide, in both
// languages, light and dark: for the eyes of whoever changed a style.
//
//   node screenshots.mjs [FOLDER] [NAME…]      make screenshots

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from './chromium.mjs'
import { preview } from './preview.mjs'
import { build, inLanguages, root } from './site.mjs'

const [folder = join(root, '.cache/screenshots'), ...names] = process.argv.slice(2)
const widths = [360, 1280]
const schemes = ['light', 'dark']

const site = build()
const browser = await launch()
const server = await preview(site.out)
mkdirSync(folder, { recursive: true })
try {
  const pages = inLanguages(site.samples).filter(({ name }) => names.length === 0 || names.includes(name))
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, deviceScaleFactor: 1 })
      const page = await context.newPage()
      for (const { name, language, path } of pages) {
        await page.goto(`${server.url}/${path}`)
        const picture = [name, language, width, colorScheme].filter(Boolean).join('.') + '.png'
        await page.screenshot({ path: join(folder, picture), fullPage: true })
      }
      await context.close()
    }
  }
  console.log(`${pages.length * widths.length * schemes.length} pictures in ${folder}`)
} finally {
  await browser.close()
  server.stop()
  site.remove()
}
