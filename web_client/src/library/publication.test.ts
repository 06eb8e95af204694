import { describe, expect, it } from 'vitest'

import { dayOf, draftOf, endOfDay, missingIn, standingOf, wishOf } from './publication'

const unpublished = { scope: null, published_at: null, pupils_picture: true, classroom_sound: true, keep_until: null }
const now = new Date(2026, 10, 22, 12).getTime()

describe('how a recording stands', () => {
  it('is private before it was published, withdrawn after', () => {
    expect(standingOf(unpublished)).toBe('private')
    expect(standingOf({ ...unpublished, published_at: now })).toBe('withdrawn')
    expect(standingOf({ scope: 'county', published_at: now })).toBe('county')
  })
})

describe('the publishing dialog', () => {
  it('begins without the pupils, whatever was kept of an earlier time', () => {
    expect(draftOf(unpublished)).toEqual({ scope: 'school', pupilsPicture: false, classroomSound: false, term: 'always', until: '' })
  })

  it('begins with what is in force', () => {
    const published = { scope: 'city', published_at: now, pupils_picture: true, classroom_sound: false, keep_until: now } as const
    expect(draftOf(published)).toEqual({ scope: 'city', pupilsPicture: true, classroomSound: false, term: 'until', until: '2026-11-22' })
  })

  it('wants a day that is to come', () => {
    const draft = { ...draftOf(unpublished), term: 'until' } as const
    expect(missingIn(draft, now)).toBe('no_day')
    expect(missingIn({ ...draft, until: '2026-11-21' }, now)).toBe('past_day')
    expect(missingIn({ ...draft, until: '2026-11-22' }, now)).toBeNull()
    expect(missingIn({ ...draft, term: 'always' }, now)).toBeNull()
  })
})

describe('what is asked of the server', () => {
  const draft = draftOf(unpublished)

  it('says what goes along and that it stays', () => {
    expect(wishOf(draft, now, false)).toEqual({ scope: 'school', pupils_picture: false, classroom_sound: false, keep_until: null })
  })

  it('counts years from today, and a day to its end', () => {
    expect(dayOf(wishOf({ ...draft, term: 'year' }, now, false).keep_until ?? 0)).toBe('2027-11-22')
    expect(dayOf(wishOf({ ...draft, term: 'three_years' }, now, false).keep_until ?? 0)).toBe('2029-11-22')
    expect(wishOf({ ...draft, term: 'until', until: '2027-07-01' }, now, false).keep_until).toBe(endOfDay('2027-07-01'))
  })

  it('says that it is unfit only when that was accepted', () => expect(wishOf(draft, now, true).despite).toBe(true))
})
