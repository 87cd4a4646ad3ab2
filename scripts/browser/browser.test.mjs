// What a reader gets, tested in a browser and on the bytes of the whole
// training site. One file runs all, because building the site and starting the
// browser and the preview are done once.
//
//   node --test --test-reporter spec scripts/browser/browser.test.mjs       make test

import { after } from 'node:test'
import { accessibility } from './accessibility.mjs'
import { bytes } from './bytes.mjs'
import { charts } from './charts.mjs'
import { launch } from './chromium.mjs'
import { folder } from './folder.mjs'
import { layout } from './layout.mjs'
import { markup } from './markup.mjs'
import { print } from './print.mjs'
import { served } from './served.mjs'
import { preview } from './preview.mjs'
import { build, inLanguages } from './site.mjs'
import { viewer } from './viewer.mjs'

const site = build()
after(() => site.remove())
const browser = await launch()
after(() => browser.close())
const server = await preview(site.out)
after(() => server.stop())

const pages = inLanguages(site.samples)
bytes(site)
markup(site, pages)
folder(site, pages, browser)
served(pages, browser, server)
layout(pages, browser, server)
accessibility(pages, browser, server)
print(pages, browser, server)
viewer(pages, browser, server)
charts(site, browser, server)
