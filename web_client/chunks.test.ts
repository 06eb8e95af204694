import { expect, it } from 'vitest'

import { terminalChunks } from './chunks'

interface Module {
  imports?: string[]
  later?: string[]
  code?: string
}

const PARTS: Record<string, Module> = {
  '/index.html': { imports: ['/vue.js', '/request.ts'], later: ['/TeachPage.vue', '/ReplayPage.vue', '/HomePage.vue'] },
  '/pupil.html': { imports: ['/vue.js', '/backoff.ts'] },
  '/terminal.html': { imports: ['/vue.js', '/request.ts', '/backoff.ts', '/visit.ts', '/src/classroom/lesson.ts', '/LessonScreen.vue'] },
  '/LessonScreen.vue': { imports: ['/lucide-vue-next.js'], code: 'import { Hand, Volume2 as Loud } from "lucide-vue-next"' },
  '/TeachPage.vue': { imports: ['/src/classroom/lesson.ts', '/lucide-vue-next.js'], code: 'import { Hand, Crown } from "lucide-vue-next"' },
  '/ReplayPage.vue': { imports: ['/src/classroom/reducer.ts'] },
  '/HomePage.vue': { imports: ['/lucide-vue-next.js'], code: 'import { Volume2 } from "lucide-vue-next"' },
  '/src/classroom/lesson.ts': { imports: ['/src/classroom/reducer.ts'] },
  '/lucide-vue-next.js': { imports: ['/icons/hand.js', '/icons/volume-2.js', '/icons/crown.js'] },
}

function chunkOf(id: string): string | undefined {
  const ids = [...new Set(Object.entries(PARTS).flatMap(([name, { imports = [] }]) => [name, ...imports]))]
  const dynamic = new Set(Object.values(PARTS).flatMap(({ later = [] }) => later))
  const infoOf = (name: string) => ({
    isEntry: name.endsWith('.html'), dynamicImporters: dynamic.has(name) ? ['/index.html'] : [], importedIds: PARTS[name]?.imports ?? [], code: PARTS[name]?.code ?? '',
  })
  const graph = { getModuleIds: () => ids.values(), getModuleInfo: (name: string) => (ids.includes(name) ? infoOf(name) : null) }
  return terminalChunks()(id, graph as never)
}

it('gives pupils nothing that is not for them', () => {
  expect(['/vue.js', '/request.ts', '/backoff.ts'].map(chunkOf)).toEqual(['base', 'app', 'base'])
})

it('gives a lesson to those alone who join one', () => {
  expect(['/src/classroom/lesson.ts', '/src/classroom/reducer.ts'].map(chunkOf)).toEqual(['lesson', 'room'])
})

it('goes by the icons that are drawn, not by all that there are', () => {
  expect(['/icons/hand.js', '/icons/volume-2.js', '/icons/crown.js'].map(chunkOf)).toEqual(['lesson', 'ui', undefined])
})

it('leaves to Rollup what one page alone has', () => {
  expect(['/visit.ts', '/TeachPage.vue'].map(chunkOf)).toEqual([undefined, undefined])
})
