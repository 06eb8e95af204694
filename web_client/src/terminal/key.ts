/** Knows which terminal this is: the key comes with a link or by pairing, and is remembered on the device. */

const KEPT_AS = 'tongke.terminal'

/** The key in the address's fragment (`#key=…`), which is remembered, else the remembered one, else `null`. */
export function takeKey(address: Pick<Location, 'hash'>, storage: Pick<Storage, 'getItem' | 'setItem'>): string | null {
  const key = new URLSearchParams(address.hash.replace(/^#/, '')).get('key')
  if (key) keepKey(key, storage)
  return key ?? storage.getItem(KEPT_AS)
}

export function keepKey(key: string, storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(KEPT_AS, key)
}

/** The key was revoked: it is worth nothing any more. */
export function forgetKey(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(KEPT_AS)
}
