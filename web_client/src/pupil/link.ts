/** The link that was scanned: `/a/LINK`; at `/a` alone a code is typed. */

export function linkIn(path: string): string {
  return /^\/a\/([^/]+)$/.exec(path)?.[1] ?? ''
}

/** Whether a link leads to the same lesson and place as a pass. */
export function isOf(link: string, lesson: string, place: string): boolean {
  return link.startsWith(`${lesson}.${place}.`)
}

/** A random word for keys and devices; old phones over http have no `randomUUID`. */
export function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
