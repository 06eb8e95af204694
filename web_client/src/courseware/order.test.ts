import { expect, it } from 'vitest'

import { moved } from './order'

it('a document moves up', () => expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']))
it('a document moves down', () => expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']))
it('the first stays the first', () => expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']))
