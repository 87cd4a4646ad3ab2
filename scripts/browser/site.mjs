// A training election and its site, built by the program under test, and the
// pages of it that stand for all others: one of each kind and state.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')
export const languages = ['ky', 'ru']
const election = 'demo'
const known = '2017-president' // of which only the top is known

// program is the binary that make built.
export function program() {
  const path = process.env.ACHYK ?? join(root, '.cache/achyk')
  if (!existsSync(path)) throw new Error(`${path} is not there: make .cache/achyk`)
  return path
}

// build writes the training election and its site to a temporary folder. It is
// the full election: small ones lack the rarer states, and it takes seconds.
export function build() {
  const folder = mkdtempSync(join(tmpdir(), 'achyk-browser-'))
  const data = join(folder, 'data')
  const out = join(folder, 'public')
  const run = (...args) => execFileSync(program(), [...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] })
  run('demo', '--out', join(data, election), '--papers', '12')
  cpSync(join(root, 'data/site.yaml'), join(data, 'site.yaml'))
  cpSync(join(root, 'data', known), join(data, known), { recursive: true })
  run('build', '--data', data, '--out', out)
  return { out, samples: samples(join(data, election), out), remove: () => rmSync(folder, { recursive: true }) }
}

// samples names a page of every kind, and a precinct of every kind and in every
// state the election was given, so that a new state is tested as soon as the
// demo has it. Paths are those of the site; {lang} stands for the language.
function samples(data, out) {
  const pages = new Map([
    ['choice', 'index.html'],
    ['not-found', '404.html'],
    ['home', '{lang}/index.html'],
    ['about', '{lang}/about.html'],
    ['method', '{lang}/method.html'],
    ['export', '{lang}/export.html'],
    ['glossary', '{lang}/glossary.html'],
    ['accessibility', '{lang}/accessibility.html'],
    ['privacy', '{lang}/privacy.html'],
    ['announcements', '{lang}/announcements/index.html'],
    ['nation', `{lang}/${election}/index.html`],
    ['summary', `{lang}/${election}/summary.html`],
    ['summary-territorial', `{lang}/${election}/commissions/tec-kadamzhai/summary.html`],
    ['nation-known', `{lang}/${known}/index.html`],
    ['selection-known', `{lang}/${known}/selections/jeenbekov.html`],
    ['lists-known', `{lang}/${known}/decisions.html`],
    ['rules', `{lang}/${election}/checks/index.html`],
    ['rule-check', `{lang}/${election}/checks/e4.html`],
    ['rule-each', `{lang}/${election}/checks/e9.html`],
    ['rule-finding', `{lang}/${election}/checks/i201.html`],
    ['data', `{lang}/${election}/data.html`],
  ])
  for (const list of ['discrepancies', 'notes', 'not-checkable', 'held', 'missing', 'changes', 'corrections', 'decisions']) {
    pages.set(list, `{lang}/${election}/${list}.html`)
  }
  pages.set('region-discrepancies', `{lang}/${election}/regions/jalal-abad/discrepancies.html`)
  pages.set('region-changes', `{lang}/${election}/regions/jalal-abad/changes.html`)
  pages.set('missing-2', `{lang}/${election}/missing/2.html`)
  const announcement = readFileSync(join(out, 'ky/announcements/index.html'), 'utf8')
    .match(/href="?([0-9][a-z0-9-]*\.html)/)
  if (announcement) pages.set('announcement', `{lang}/announcements/${announcement[1]}`)

  const planted = JSON.parse(readFileSync(join(data, 'planted.json'), 'utf8'))
  // A commission whose protocol and sum differ has the most to say, and with a
  // dozen precincts it says it in a page of ordinary length.
  const summed = planted.find(({ code, record }) => code === 'E9' && record.startsWith('tec-'))
  if (summed) pages.set('territorial', `{lang}/${election}/commissions/${summed.record.split(' ')[0]}.html`)
  const folders = { region: 'regions', territorial: 'commissions', precinct: 'precincts' }
  for (const c of table(join(data, 'commissions.csv'))) {
    const folder = folders[c.level]
    if (!folder) continue
    const name = c.kind === 'ordinary' ? c.level : `${c.level}-${c.kind}`
    if (!pages.has(name)) pages.set(name, `{lang}/${election}/${folder}/${c.id}.html`)
  }
  for (const s of table(join(data, 'selections.csv'))) {
    const name = `selection-${s.kind}-${s.status}`
    if (!pages.has(name)) pages.set(name, `{lang}/${election}/selections/${s.id}.html`)
  }
  // Pages beneath a precinct's, where they have the most to show.
  const wanted = new Set([
    'history precinct-corrected-twice', 'history precinct-refused-version', 'arithmetic precinct-e', 'arithmetic precinct-illegible-line',
  ])
  for (const fault of planted) {
    // Findings of one family look alike.
    const name = `precinct-${fault.code ? fault.code[0].toLowerCase() : fault.kind}`
    const path = `{lang}/${election}/precincts/${fault.record.split(' ')[0]}`
    if (pages.has(name) || !existsSync(join(out, `${path.replace('{lang}', 'ky')}.html`))) continue
    pages.set(name, `${path}.html`)
    for (const beneath of ['arithmetic', 'history']) {
      const under = `${path}/${beneath}.html`
      if (wanted.has(`${beneath} ${name}`) && existsSync(join(out, under.replace('{lang}', 'ky')))) pages.set(`${name}-${beneath}`, under)
    }
  }
  // A precinct and its commission with papers, and every reason why one is not shown.
  const papered = readdirSync(join(out, 'scans', election)).sort()
  const paper = papered.find((id) => id.startsWith('p-'))
  pages.set('precinct-paper', `{lang}/${election}/precincts/${paper}.html`)
  pages.set('precinct-paper-papers', `{lang}/${election}/precincts/${paper}/papers.html`)
  const above = papered.find((id) => id.startsWith('tec-'))
  if (above) {
    pages.set('territorial-paper', `{lang}/${election}/commissions/${above}.html`)
    pages.set('territorial-paper-papers', `{lang}/${election}/commissions/${above}/papers.html`)
  }
  for (const { code, record } of planted.filter(({ code }) => /^D60[2-9]$/.test(code ?? ''))) {
    const path = `{lang}/${election}/precincts/${record.split(' ')[0]}`
    for (const [name, beneath] of [[`precinct-${code.toLowerCase()}`, ''], [`precinct-${code.toLowerCase()}-papers`, '/papers']]) {
      if (!pages.has(name) && existsSync(join(out, `${path.replace('{lang}', 'ky')}${beneath}.html`))) pages.set(name, `${path}${beneath}.html`)
    }
  }
  return [...pages].map(([name, path]) => ({ name, path }))
}

// inLanguages is the samples as files, each once: the language choice and the
// not-found page have no language.
export function inLanguages(samples) {
  return samples.flatMap(({ name, path }) =>
    path.includes('{lang}')
      ? languages.map((language) => ({ name, language, path: path.replace('{lang}', language) }))
      : [{ name, language: undefined, path }])
}

// inTurn is every kind of page once: one in Kyrgyz, the next in Russian.
export function inTurn(pages) {
  const names = [...new Set(pages.map(({ name }) => name))]
  return pages.filter(({ name, language }) => language === undefined || language === languages[names.indexOf(name) % 2])
}

// table reads a file the program wrote: commas, quotes, a heading.
function table(file) {
  const [heading, ...rows] = readFileSync(file, 'utf8').trim().split('\n').map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]))
  return rows.map((row) => Object.fromEntries(heading.map((column, i) => [column, row[i]])))
}
