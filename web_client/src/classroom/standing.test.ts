import { expect, it } from 'vitest'

import { standing } from './standing'

it('tells the worst of one’s own connection first', () => {
  expect(standing({ connection: 'waiting', up: 'connected', down: 'connected' })).toBe('waiting')
  expect(standing({ connection: 'joined', up: 'failed', down: 'connected' })).toBe('media_lost')
  expect(standing({ connection: 'joined', up: 'connected', down: 'connecting' })).toBe('media_connecting')
  expect(standing({ connection: 'joined', up: 'none', down: 'connected' })).toBe('joined')
})
