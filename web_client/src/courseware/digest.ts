/** Tells whether what came is what the server has: a page cut off by a school's proxy must not be shown for years. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The SHA-256 of all these pieces, one after the other, in hexadecimal digits. A large clip never lies in memory as a whole. */
export async function digestOf(pieces: AsyncIterable<Blob> | Iterable<Blob>): Promise<string> {
  const hash = sha256.create()
  for await (const piece of pieces) hash.update(new Uint8Array(await piece.arrayBuffer()))
  return bytesToHex(hash.digest())
}
