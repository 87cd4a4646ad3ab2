// The whole site as files, without a browser: every link leads to a file of the
// site, every page can be reached, no page outgrows its budget, and whatever
// shows figures of a training election says so and stays out of search engines.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'

// How many compressed bytes a file may have, by its path; the first row that
// fits counts.
const budgets = [
  [/^[a-z]+\/[^/]+\/precincts\//, 14],
  [/^[a-z]+\/[^/]+\/(regions|commissions)\//, 40],
  [/^[a-z]+\/[^/]+\/selections\//, 40],
  [/^[a-z]+\/[^/]+\/index\.html$/, 50],
  [/\.html$/, 40],
  [/\.css$/, 10],
  [/^assets\/echarts\.[0-9a-f]+\.js$/, 250], // for those who ask for it
  [/^assets\/charts\.[0-9a-f]+\.js$/, 4],
  [/\.js$/, 8],
]

// The words by which each language says that an election is for training.
const training = { ky: /окуу шайлоо/i, ru: /учебные выборы/i }

export function bytes(site) {
  const files = new Set(readdirSync(site.out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(site.out, join(entry.parentPath, entry.name))))
  const pages = new Map([...files].filter((path) => path.endsWith('.html')).sort()
    .map((path) => [path, read(path, readFileSync(join(site.out, path), 'utf8'))]))
  const base = pages.get('index.html').canonical

  describe('every file', () => {
    test('relative links lead to a file, fragments to an id', () => {
      fails(pages, (page) => page.links.map((link) => follow(page.path, link)).filter((to) => to && !leads(to, files, pages))
        .map((to) => `${to.path}${to.fragment}`))
    })
    test('links are relative, but for the page that any address may show', () => {
      fails(pages, (page) => page.path === '404.html' ? [] : page.links.filter((link) => link.startsWith('/')))
    })
    test('no other host is asked for anything', () => {
      fails(pages, (page) => page.assets.filter((asset) => /^[a-z]*:|^\/\//.test(asset)))
    })
    test('every page can be reached from the first', () => {
      const reached = new Set(['index.html', '404.html'])
      for (const path of reached) {
        for (const link of pages.get(path)?.links ?? []) {
          const to = follow(path, link)
          if (to) reached.add(to.path)
        }
      }
      assert.deepEqual([...pages.keys()].filter((path) => !reached.has(path)).slice(0, 20), [])
    })
    test('canonical and alternate addresses are those of pages, in both languages', () => {
      fails(pages, (page) => {
        const wrong = [...page.alternates.values()].filter((url) => !pages.has(at(base, url)))
        if (page.path === '404.html') return wrong
        if (page.path !== 'index.html' && page.canonical !== base + page.path) wrong.push(`canonical ${page.canonical}`)
        for (const language of ['ky', 'ru']) {
          const other = pages.get(at(base, page.alternates.get(language) ?? ''))
          if (!other) wrong.push(`no ${language}`)
          else if (page.language && page.path !== 'index.html' && other.alternates.get(page.language) !== page.canonical) {
            wrong.push(`${other.path} does not lead back`)
          }
        }
        return wrong
      })
    })
    test('training elections say so, and are not to be indexed', () => {
      fails(pages, (page) => {
        if (!/^[a-z]+\/demo\//.test(page.path)) return []
        const wrong = []
        if (!training[page.language].test(page.text)) wrong.push('text')
        if (!training[page.language].test(page.title)) wrong.push(`title ${page.title}`)
        if (!training[page.language].test(page.description)) wrong.push(`description ${page.description}`)
        if (!page.robots.includes('noindex')) wrong.push(`robots ${page.robots}`)
        return wrong
      })
      for (const path of files) {
        if (!/sitemap.*\.xml$/.test(path)) continue
        assert.doesNotMatch(readFileSync(join(site.out, path), 'utf8'), /\/demo\//, `${path} lists a training election`)
      }
    })
    test('titles and descriptions are there, and no two pages share a title', () => {
      const titles = new Map()
      fails(pages, (page) => {
        const key = `${page.language} ${page.title}`
        const first = titles.get(key)
        titles.set(key, page.path)
        return [!page.title && 'title', !page.description && 'description', first && `title as ${first}: ${page.title}`].filter(Boolean)
      })
    })
    // The guide quotes configurations, braces and all.
    test('nothing of the machinery shows', () => {
      fails(pages, (page) => page.html.replace(/<code>[^]*?<\/code>/g, '').match(/achyk-slot-[a-z]+|\{\{.*?\}\}|\{[a-z_]+\}|\[[a-z_]+\.[a-z_.]+\]|%!|&lt;nil|NaN|undefined|ZgotmplZ/g) ?? [])
    })
    test('compressed files keep to their budgets', (t) => {
      const over = []
      const largest = new Map()
      for (const path of files) {
        const budget = budgets.find(([pattern]) => pattern.test(path))
        if (!budget) continue
        const size = gzipSync(readFileSync(join(site.out, path))).length
        if (size > budget[1] * 1024) over.push(`${path}: ${(size / 1024).toFixed(1)} KB, allowed ${budget[1]}`)
        if (size > (largest.get(budget)?.size ?? 0)) largest.set(budget, { path, size })
      }
      for (const { path, size } of largest.values()) t.diagnostic(`${(size / 1024).toFixed(1)} KB ${path}`)
      assert.deepEqual(over.slice(0, 20), [])
    })
  })
}

// fails names the first pages at which something is wrong, and what.
function fails(pages, wrong) {
  const found = []
  for (const page of pages.values()) {
    for (const what of wrong(page)) found.push(`${page.path}: ${what}`)
  }
  assert.equal(found.length, 0, `${found.length} times, first:\n${found.slice(0, 20).join('\n')}`)
}

// read takes from a page what these tests ask. The markup is our own and
// html-validate reads samples of it strictly, so patterns do.
function read(path, html) {
  const page = { path, html, links: [], assets: [], ids: new Set(), alternates: new Map(), canonical: '', robots: '', description: '' }
  for (const [tag, name] of html.matchAll(/<([a-z][a-z0-9]*)\b[^>]*>/g)) {
    const a = Object.fromEntries([...tag.matchAll(/\s([a-z-]+)="([^"]*)"/g)].map((m) => [m[1], entities(m[2])]))
    if (a.id) page.ids.add(a.id)
    if (name === 'html') page.language = a.lang
    if (name === 'a') page.links.push(a.href)
    else if (name === 'link' && a.rel === 'canonical') page.canonical = a.href
    else if (name === 'link' && a.rel === 'alternate' && a.hreflang) page.alternates.set(a.hreflang, a.href)
    else if (name === 'meta' && a.name === 'robots') page.robots = a.content
    else if (name === 'meta' && a.name === 'description') page.description = a.content
    else if (a.href ?? a.src) page.assets.push(a.href ?? a.src)
  }
  page.links.push(...page.assets)
  page.title = entities(html.match(/<title>([^<]*)/)?.[1] ?? '')
  page.text = html.replace(/^[^]*<body/, '').replace(/<[^>]*>/g, ' ')
  return page
}

function entities(text) {
  return text.replaceAll('&amp;', '&').replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&#43;', '+')
}

// follow is where a link of a page leads inside the site, or nothing.
function follow(from, link) {
  if (link === undefined) return { path: 'a link without an address', fragment: '' }
  if (/^[a-z]+:|^\/\//.test(link)) return undefined
  const [address, fragment] = link.split('#')
  const path = address === '' ? from
    : address.startsWith('/') ? address.slice(1)
      : posix.join(posix.dirname(from), address)
  return { path, fragment: fragment === undefined ? '' : `#${fragment}` }
}

function leads({ path, fragment }, files, pages) {
  if (!files.has(path)) return false
  return fragment === '' || (pages.get(path)?.ids.has(decodeURIComponent(fragment.slice(1))) ?? false)
}

// at is the file of an absolute address of the site.
function at(base, url) {
  if (!url.startsWith(base)) return url
  return url.slice(base.length) || 'index.html'
}
