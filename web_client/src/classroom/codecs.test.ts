import { expect, it } from 'vitest'

import { preferredVideoCodecs } from './codecs'

it('prefers H.264 constrained baseline in packetization mode 1', () => {
  const codecs = [
    { mimeType: 'video/VP8' },
    { mimeType: 'video/rtx' },
    { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=0;profile-level-id=42e01f' },
    { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=640c34' },
    { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=42e01f' },
    { mimeType: 'video/VP9' },
  ]
  const names = preferredVideoCodecs(codecs).map((codec) => codec.sdpFmtpLine ?? codec.mimeType)
  expect(names[0]).toBe('packetization-mode=1;profile-level-id=42e01f')
  expect(names.slice(3)).toEqual(['video/VP9', 'video/VP8', 'video/rtx'])
})
