// The door through which npm packages enter. They lie in scripts/npm, apart
// from our own files, so that deleting node_modules deletes nothing of ours;
// Node looks for packages only above the file that imports them.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const home = new URL('../npm/', import.meta.url)
if (!existsSync(new URL('node_modules/', home))) {
  throw new Error(`no packages in ${fileURLToPath(home)}: npm ci --prefix scripts/npm`)
}
const require = createRequire(new URL('package.json', home))

export const { chromium } = require('playwright-core')
export const { AxeBuilder } = require('@axe-core/playwright')
export const jsQR = require('jsqr')
export const { FileSystemConfigLoader, HtmlValidate, StaticConfigLoader } = require('html-validate')
