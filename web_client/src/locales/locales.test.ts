import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'

import type { Texts } from '@/i18n'

const files = import.meta.glob<Texts>('./*/*.ts', { eager: true, import: 'default' })
const root = join(import.meta.dirname, '..')

/** `name.key.key` → text, for every text of a language. */
function textsOf(language: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (path: string, texts: Texts | string): void => {
    if (typeof texts === 'string') found.set(path, texts)
    else for (const [key, inner] of Object.entries(texts)) walk(`${path}.${key}`, inner)
  }
  for (const [path, texts] of Object.entries(files)) {
    const [, folder, name = ''] = path.split('/')
    if (folder === language) walk(name.replace('.ts', ''), texts)
  }
  return found
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(vue|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Keys that are written out in a source; those put together at run time end in a dot. */
function keysIn(file: string): string[] {
  const calls = readFileSync(file, 'utf8').matchAll(/(?<![\w.$])\$?te?\(\s*['"`]([\w.]+)(?:\$\{)?/g)
  return [...calls].map(([, key = '']) => key)
}

const chinese = textsOf('zh-CN')
const english = textsOf('en')

describe('texts', () => {
  it('exist in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('have the same placeholders in both languages', () => {
    // A plural writes the same placeholder twice.
    const blanks = (text = ''): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort()
    for (const [key, text] of chinese) expect(blanks(english.get(key)), key).toEqual(blanks(text))
  })

  it.each([chinese, english])('can be read as messages', (texts) => {
    const { t } = createI18n({ legacy: false, locale: 'one', messages: { one: Object.fromEntries(texts) }, flatJson: true }).global
    for (const key of texts.keys()) expect(() => t(key), key).not.toThrow()
  }, 30_000)

  it('are there for every key that a source names', () => {
    const known = [...chinese.keys()]
    const missing = sources(root).flatMap((file) =>
      keysIn(file)
        .filter((key) => (key.endsWith('.') ? !known.some((one) => one.startsWith(key)) : !chinese.has(key)))
        .map((key) => `${file}: ${key}`),
    )
    expect(missing).toEqual([])
  })
})
