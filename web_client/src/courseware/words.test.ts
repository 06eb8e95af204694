import { expect, it } from 'vitest'

import { bytesText, percentText } from './words'

it.each([
  [0, '0 B'],
  [2048, '2 KB'],
  [3_565_158, '3.4 MB'],
  [2 * 1024 ** 3, '2 GB'],
])('%i bytes are %s', (bytes, text) => expect(bytesText(bytes, 'en')).toBe(text))

it('what is nearly whole is not called whole', () => expect(percentText(0.999, 'en')).toBe('99%'))
it('what is whole is', () => expect(percentText(1, 'en')).toBe('100%'))
