/** Tells that a part of the pages could not be loaded, as when the server was renewed under an open page. */

/** What Chromium, Firefox and Safari say of it; none of them gives it a name. */
const SAID = [
  'failed to fetch dynamically imported module',
  'error loading dynamically imported module',
  'importing a module script failed',
  // Vite's words: the style sheet of a part comes before its script.
  'unable to preload css',
]

export function isMissingPart(error: unknown): boolean {
  const said = error instanceof Error ? error.message.toLowerCase() : ''
  return SAID.some((words) => said.includes(words))
}
