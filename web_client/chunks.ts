/**
 * Puts what a classroom's terminal loads first into a few files instead of fifty.
 *
 * Behind a slow line every file costs a part of a round trip, for a browser asks for six at a time. By itself Rollup
 * makes a file of every set of modules that the same pages use, however small.
 */
import type { Rollup } from 'vite'

type Graph = Pick<Rollup.ManualChunkMeta, 'getModuleInfo' | 'getModuleIds'>
type Sets = Map<string, Set<string>>

const [APP, PUPIL, TERMINAL] = ['/index.html', '/pupil.html', '/terminal.html']
/** For whoever joins a lesson, shows what goes on in one, live or recorded, or has to do with its files. */
const ANCHORS = { lesson: '/src/classroom/lesson.ts', room: '/src/classroom/reducer.ts', files: '/src/courseware/lessonfiles.ts' }

/** Imports by themselves every icon there is; what a page does not draw is left out of it only later. */
const EVERY_ICON = '/lucide-vue-next.js'
const ICONS_DRAWN = /import\s*\{([^}]*)\}\s*from\s*["']lucide-vue-next["']/g

/** Rollup's `manualChunks`: the name of the file that a module goes into, or nothing where Rollup is to decide. */
export function terminalChunks(): (id: string, graph: Graph) => string | undefined {
  let names: Map<string, string> | null = null
  return (id, graph) => (names ??= namesIn(graph)).get(id)
}

function namesIn(graph: Graph): Map<string, string> {
  const loaded = loadedAtOnce(graph)
  const of = (ending: string): Set<string> => [...loaded].find(([root]) => root.endsWith(ending))?.[1] ?? new Set()
  const [app, pupil] = [of(APP), of(PUPIL)]
  const users = usersIn(loaded)
  const names = new Map<string, string>()
  for (const id of of(TERMINAL)) {
    const own = users.get(id) ?? new Set()
    if (own.size < 2) continue
    if (pupil.has(id)) names.set(id, 'base')
    else names.set(id, app.has(id) ? 'app' : byAnchor(own, users))
  }
  return names
}

/** The file whose anchor all of a module's `own` users use too: nobody loads a lesson who joins none. */
function byAnchor(own: Set<string>, users: Sets): string {
  for (const [name, ending] of Object.entries(ANCHORS)) {
    const anchor = [...users].find(([id]) => id.endsWith(ending))?.[1]
    if ([...own].every((each) => anchor?.has(each))) return name
  }
  return 'ui'
}

/** By page, and by part that is loaded later, the modules that it imports at once. */
function loadedAtOnce(graph: Graph): Sets {
  const loaded: Sets = new Map()
  for (const id of graph.getModuleIds()) {
    const info = graph.getModuleInfo(id)
    if (!info?.isEntry && !info?.dynamicImporters.length) continue
    const found = new Set([id])
    for (const each of found) importedBy(each, graph).forEach((next) => found.add(next))
    loaded.set(id, found)
  }
  return loaded
}

function importedBy(id: string, graph: Graph): readonly string[] {
  const { importedIds = [], code } = graph.getModuleInfo(id) ?? {}
  const icons = importedIds.find((each) => each.endsWith(EVERY_ICON))
  if (!icons) return importedIds
  const drawn = [...(code ?? '').matchAll(ICONS_DRAWN)].flatMap(([, names = '']) => names.split(','))
  const files = drawn.map((name) => icons.replace(EVERY_ICON, `/icons/${fileOf(name)}.js`))
  return [...importedIds.filter((each) => each !== icons), ...files.filter((file) => graph.getModuleInfo(file))]
}

/** `Volume2 as Loud` is in `volume-2`. */
function fileOf(icon: string): string {
  const name = icon.trim().split(' ')[0] ?? ''
  return name.replace(/([a-z0-9])([A-Z])|([a-z])([0-9])/g, '$1$3-$2$4').toLowerCase()
}

/** By module, the pages and parts that load it at once. */
function usersIn(loaded: Sets): Sets {
  const users: Sets = new Map()
  for (const [root, ids] of loaded) ids.forEach((id) => users.set(id, (users.get(id) ?? new Set()).add(root)))
  return users
}
