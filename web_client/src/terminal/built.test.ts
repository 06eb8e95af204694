import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'

/** Of the last build (`npm run build`); without one there is nothing to look at. */
const dist = process.env.TONGKE_DIST ?? join(import.meta.dirname, '../../dist')
const MOST_BYTES = 250_000
/** Behind a line of 400 ms six of them take a round trip. */
const MOST_FILES = 15
/** What the oldest promised browsers read: see `build.target` in vite.config.ts. */
const ECMASCRIPT = 2022

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
  dynamicImports?: string[]
}

/** The chunks of an entry that it imports at once, and with `later` all that it may ever import. */
function chunksOf(manifest: Record<string, Chunk>, entry: string, later: boolean): Chunk[] {
  const found = new Map<string, Chunk>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || found.has(name)) return
    found.set(name, chunk)
    for (const next of [...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : [])]) visit(next)
  }
  visit(entry)
  return [...found.values()]
}

describe.runIf(existsSync(join(dist, '.vite/manifest.json')))('the built terminal', () => {
  const manifest = () => JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const read = (file: string) => readFileSync(join(dist, file))

  it('loads little, in few files, before it shows its timetable', () => {
    const files = new Set(chunksOf(manifest(), 'terminal.html', false).flatMap(({ file, css = [] }) => [file, ...css]))
    const bytes = ['terminal.html', ...files].map((file) => gzipSync(read(file)).length).reduce((sum, size) => sum + size, 0)
    expect(bytes).toBeGreaterThan(20_000)
    expect(bytes).toBeLessThan(MOST_BYTES)
    expect(files.size).toBeLessThan(MOST_FILES)
  })

  it('is written in words that the oldest promised browsers read', () => {
    const scripts = chunksOf(manifest(), 'terminal.html', true).map(({ file }) => file).filter((file) => file.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(5)
    for (const file of scripts) {
      expect(() => parse(read(file).toString(), { ecmaVersion: ECMASCRIPT, sourceType: 'module' }), file).not.toThrow()
    }
  }, 60_000)

  it('names its build', () => {
    expect(read('terminal.html').toString()).toMatch(/<meta name="build" content="\w{12}"/)
  })

  it('asks no other site for anything', () => {
    expect(readdirSync(dist)).toContain('terminal.html')
    expect(read('terminal.html').toString()).not.toMatch(/(src|href)="https?:/)
  })
})
