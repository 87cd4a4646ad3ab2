// One Chromium for all tests and pictures: the system's own, told to talk to
// nobody. It is what readers run, and its owner keeps it up to date, neither of
// which is true of the browser Playwright would download.
//
//   node chromium.mjs      says whether there is one, for make

import { existsSync } from 'node:fs'
import { argv, env, exit } from 'node:process'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

// executable is the browser of CHROMIUM, or the first one found.
function executable() {
  const wanted = env.CHROMIUM ? [env.CHROMIUM] : places
  const found = wanted.find((place) => existsSync(place))
  if (!found) {
    throw new Error(`no Chromium at ${wanted.join(', ')}
hint: apt-get install chromium fonts-noto-core, or set CHROMIUM to yours`)
  }
  return found
}

// launch starts the browser. Without its sandbox, which neither root nor most
// containers have: it shows only pages that this run built.
export async function launch() {
  const { chromium } = await import('./packages.mjs')
  return chromium.launch({
    executablePath: executable(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

if (argv[1] === import.meta.filename) {
  try {
    executable()
  } catch (error) {
    console.error(`chromium: ${error.message}`)
    exit(1)
  }
}
