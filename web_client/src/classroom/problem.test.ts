import { expect, it } from 'vitest'

import { asProblem } from './problem'

it('keeps the code of whatever carries one', () => {
  expect(asProblem({ code: 'offline', text: 'No answer.' })).toMatchObject({ code: 'offline', text: 'No answer.' })
  expect(asProblem(new Error('boom'))).toMatchObject({ code: 'unexpected', text: 'boom' })
})
