/** The moment of a lesson in an address: `?t=95`, `?t=1m35s`, `?t=1:35`, or the same behind `#`. */

const UNITS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/
const COLONS = /^(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/

/** Seconds from what was written, or null where that is no time. */
export function secondsFrom(text: string): number | null {
  const match = COLONS.exec(text) ?? UNITS.exec(text)
  if (!text || !match) return null
  const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0))
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
}

/** The moment that an address names, or null. */
export function momentIn(address: URL): number | null {
  const behind = new URLSearchParams(address.hash.slice(1)).get('t')
  return secondsFrom(address.searchParams.get('t') ?? behind ?? '')
}

/** The same page's address at another moment, in whole seconds. */
export function addressAt(address: URL, position: number): string {
  const fresh = new URL(address.pathname, address)
  fresh.searchParams.set('t', String(Math.max(0, Math.floor(position))))
  return fresh.href
}
