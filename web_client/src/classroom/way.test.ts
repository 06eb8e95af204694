import { expect, it } from 'vitest'

import { wayOf } from './way'

function stats(local: Record<string, unknown>, address: string) {
  return [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
    { id: 'O', type: 'candidate-pair', nominated: true, localCandidateId: 'X' },
    { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' },
    { id: 'L', type: 'local-candidate', ...local },
    { id: 'R', type: 'remote-candidate', address },
  ]
}

it('names the way of the candidate pair in use', () => {
  expect(wayOf(stats({ candidateType: 'host', protocol: 'udp' }, '192.0.2.1'))).toEqual({ path: 'udp', family: 'ipv4' })
  expect(wayOf(stats({ candidateType: 'prflx', protocol: 'tcp' }, '2001:db8::1'))).toEqual({ path: 'tcp', family: 'ipv6' })
  expect(wayOf(stats({ candidateType: 'relay', protocol: 'udp' }, '192.0.2.1'))).toEqual({ path: 'relay', family: 'ipv4' })
})

it('says nothing before there is one', () => {
  expect(wayOf([])).toEqual({ path: '', family: '' })
})
