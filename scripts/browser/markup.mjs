// The markup of every kind of page is valid and well made by the standard
// preset of html-validate.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { HtmlValidate, StaticConfigLoader } from './packages.mjs'

const config = {
  extends: ['html-validate:standard'],
}

export function markup(site, pages) {
  describe('markup', () => {
    const validator = new HtmlValidate(new StaticConfigLoader(config))
    test('html-validate has nothing to say', async () => {
      const wrong = []
      for (const { path } of pages) {
        const report = await validator.validateString(readFileSync(join(site.out, path), 'utf8'))
        for (const { messages } of report.results) {
          for (const m of messages) wrong.push(`${path}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`)
        }
      }
      assert.equal(wrong.length, 0, `${wrong.length} times, first:\n${wrong.slice(0, 40).join('\n')}`)
    })
  })
}
