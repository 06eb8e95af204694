/** Knows which terminal this is: the key comes once with the link and is remembered on the device. */

const KEPT_AS = 'tongke.terminal'

/** The key in the address's fragment (`#key=…`), which is remembered, else the remembered one, else `null`. */
export function takeKey(address: Pick<Location, 'hash'>, storage: Pick<Storage, 'getItem' | 'setItem'>): string | null {
  const key = new URLSearchParams(address.hash.replace(/^#/, '')).get('key')
  if (key) storage.setItem(KEPT_AS, key)
  return key ?? storage.getItem(KEPT_AS)
}
