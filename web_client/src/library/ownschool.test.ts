import { expect, it } from 'vitest'

import { ownSchool } from './ownschool'

it('is where one teaches, and none for whoever looks over several', () => {
  const researcher = { role: 'researcher', scope: 'county', scope_name: '云岭县' }
  const assistant = { role: 'assistant', scope: 'songping', scope_name: '松坪中心小学' }
  expect(ownSchool([researcher, assistant])).toBe('songping')
  expect(ownSchool([researcher])).toBeNull()
})
