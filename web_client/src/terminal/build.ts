/**
 * Knows which build of the page this is, and when a newer one is to be loaded.
 */

const TRIED_AS = 'tongke.terminal.build'

/** The build that the page was made with; empty in development. */
export function ownBuild(page: Pick<Document, 'querySelector'>): string {
  return page.querySelector('meta[name="build"]')?.getAttribute('content') ?? ''
}

/**
 * Whether to reload for `newest`: once for each build, or a proxy that serves an old page
 * would make the terminal reload for ever.
 */
export function shouldReload(own: string, newest: string, storage: Pick<Storage, 'getItem' | 'setItem'>): boolean {
  if (!own || !newest || own === newest || storage.getItem(TRIED_AS) === newest) return false
  storage.setItem(TRIED_AS, newest)
  return true
}
