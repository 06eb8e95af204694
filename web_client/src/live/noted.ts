/**
 * Chooses the words that lie over a picture which is not sent.
 */

/** What is said of a picture: of others' by the server, of one's own by the page itself. */
export interface Noted {
  state: 'reduced' | 'paused'
  reason: string
}

/** One's own camera while the line is full with sound alone. */
export const OWN_PAUSED: Noted = { state: 'paused', reason: 'own_line_too_thin' }

/** The key of the words for why a picture is not sent; `heard` is whether its sound goes on. */
export function pictureWords(reason: string, heard: boolean): string {
  if (reason === 'no_codec') return 'classroom.picture.no_codec'
  if (reason === 'overloaded') return 'classroom.picture.overloaded'
  if (reason === OWN_PAUSED.reason) return 'classroom.picture.own'
  const cause = reason === 'sender_too_thin' ? 'sender' : 'paused'
  return `classroom.picture.${cause}${heard ? '_heard' : ''}`
}
