/**
 * Puts the codec first that every terminal decodes in hardware and recordings keep as MP4: H.264 constrained baseline.
 */

export interface CodecCapability {
  mimeType: string
  sdpFmtpLine?: string
}

const ORDER = ['video/h264', 'video/vp9', 'video/vp8']

/** The same capabilities, best first; what is not video proper (rtx, red, fec) keeps its place at the end. */
export function preferredVideoCodecs<T extends CodecCapability>(capabilities: readonly T[]): T[] {
  return [...capabilities].sort((a, b) => rank(a) - rank(b))
}

function rank(codec: CodecCapability): number {
  const place = ORDER.indexOf(codec.mimeType.toLowerCase())
  if (place < 0) return 100
  if (place > 0) return 10 * place
  const line = codec.sdpFmtpLine ?? ''
  const baseline = /profile-level-id=42e0/i.test(line) ? 0 : 2
  return baseline + (/packetization-mode=1/.test(line) ? 0 : 1)
}
