/**
 * Says how a peer connection's packets travel: by UDP, by TCP or through a relay, over IPv4 or IPv6.
 */
import type { LinkReport } from '../protocol/messages'
import type { Stat } from './report'

/** Of the candidate pair that is in use; nothing while there is none. */
export function wayOf(stats: readonly Stat[]): Pick<LinkReport, 'path' | 'family'> {
  const transport = stats.find((entry) => entry.type === 'transport' && entry.selectedCandidatePairId !== undefined)
  const pairs = stats.filter((entry) => entry.type === 'candidate-pair')
  const pair = pairs.find((entry) => entry.id === transport?.selectedCandidatePairId) ?? pairs.find((entry) => entry.nominated === true)
  const local = stats.find((entry) => entry.id !== undefined && entry.id === pair?.localCandidateId)
  const remote = stats.find((entry) => entry.id !== undefined && entry.id === pair?.remoteCandidateId)
  if (!local) return { path: '', family: '' }
  return { path: pathOf(local), family: familyOf(remote ?? local) }
}

function pathOf(local: Stat): 'udp' | 'tcp' | 'relay' {
  if (local.candidateType === 'relay') return 'relay'
  return local.protocol === 'tcp' ? 'tcp' : 'udp'
}

/** The server's address is never hidden behind a name, one's own may be. */
function familyOf(candidate: Stat): '' | 'ipv4' | 'ipv6' {
  const address = candidate.address ?? candidate.ip
  if (typeof address !== 'string' || address === '') return ''
  return address.includes(':') ? 'ipv6' : 'ipv4'
}
