import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'vue/compiler-sfc'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** The languages' own names stand as they are in every language; product marks and examples of formats too. */
const AS_THEY_ARE = new Set(['中文', 'EN'])
/** Attributes that people read or hear. */
const READ = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'text'])

const NODE = { element: 1, text: 2, attribute: 6 }

interface Node {
  type: number
  content?: unknown
  props?: Node[]
  children?: Node[]
  name?: string
  value?: { content: string }
}

const isWords = (text: string): boolean => /[\p{Script=Han}]|\p{L}{3,}/u.test(text) && !AS_THEY_ARE.has(text.trim())

/** Every word of a template that a person would read in one language only. */
function wordsIn(node: Node): string[] {
  const own = node.type === NODE.text && typeof node.content === 'string' && isWords(node.content) ? [node.content.trim()] : []
  const props = (node.props ?? [])
    .filter(({ type, name, value }) => type === NODE.attribute && READ.has(name ?? '') && isWords(value?.content ?? ''))
    .map(({ name, value }) => `${name}="${value?.content}"`)
  return [...own, ...props, ...(node.children ?? []).flatMap(wordsIn)]
}

function untranslated(source: string): string[] {
  const { template, script, scriptSetup } = parse(source, { ignoreEmpty: false }).descriptor
  const inTemplate = template?.ast ? wordsIn(template.ast as unknown as Node) : []
  const code = `${script?.content ?? ''}\n${scriptSetup?.content ?? ''}\n${template?.content ?? ''}`
  const strings = [...code.matchAll(/'[^'\n]*\p{Script=Han}[^'\n]*'/gu)].map(([text]) => text).filter((text) => !AS_THEY_ARE.has(text.slice(1, -1)))
  return [...inTemplate, ...strings]
}

it('finds words that stand outside the locales', () => {
  expect(untranslated('<template><p title="Close it">Hello <b>{{ t(\'a.b\') }}</b></p></template>')).toEqual(['title="Close it"', 'Hello'])
  expect(untranslated('<template><p :title="t(\'a.b\')">{{ name }} · 3</p></template>')).toEqual([])
  expect(untranslated("<script setup>const name = '教室'</script><template><p>{{ name }}</p></template>")).toEqual(["'教室'"])
})

it('stand in no component outside the locales', () => {
  const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.vue'))
  const found = components.flatMap((file) => untranslated(readFileSync(join(root, file), 'utf8')).map((words) => `${file}: ${words}`))
  expect(found).toEqual([])
  // Some hundred files are parsed, beside whatever else the machine does.
}, 30_000)
