/** Where to go after signing in: back to the page that was asked for, never to another site. */

/** The query's `next` if it is a path of ours, else the home page. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string') return '/'
  return /^\/(?![/\\])/.test(next) ? next : '/'
}
