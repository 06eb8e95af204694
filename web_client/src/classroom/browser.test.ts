import { expect, it } from 'vitest'

import { signalAddress } from './browser'

it('finds the websocket beside the page', () => {
  expect(signalAddress({ protocol: 'https:', host: 'school.example:8443' })).toBe('wss://school.example:8443/signal')
})
