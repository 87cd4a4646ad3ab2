// The program's own preview, with the headers of production, on a free port.

import { spawn } from 'node:child_process'
import { program } from './site.mjs'

export async function preview(out) {
  const server = spawn(program(), ['serve', '--out', out, '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise((found, failed) => {
    let said = ''
    server.stdout.setEncoding('utf8').on('data', (words) => {
      said += words
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/)
      if (address) found(address[0])
    })
    server.on('exit', (code) => failed(new Error(`achyk serve ended with ${code} and said: ${said}`)))
  })
  return { url, stop: () => server.kill('SIGINT') }
}
