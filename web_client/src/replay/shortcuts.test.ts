import { describe, expect, it } from 'vitest'

import { actionFor, speedBeside } from './shortcuts'

const press = (key: string, more: Partial<KeyboardEvent> = {}): ReturnType<typeof actionFor> =>
  actionFor({ key, ctrlKey: false, altKey: false, metaKey: false, ...more })

describe('keys', () => {
  it.each([
    [' ', { do: 'toggle' }],
    ['K', { do: 'toggle' }],
    ['ArrowLeft', { do: 'step', seconds: -5 }],
    ['l', { do: 'step', seconds: 10 }],
    ['3', { do: 'enlarge', number: 3 }],
    ['0', { do: 'automatic' }],
    ['>', { do: 'speed', by: 1 }],
    ['x', null],
  ])('%s', (key, action) => expect(press(key)).toEqual(action))

  it('with Ctrl belong to the browser', () => {
    expect(press('l', { ctrlKey: true })).toBeNull()
  })
})

describe('speeds', () => {
  it('go up and down and stop at the ends', () => {
    expect([speedBeside(1, 1), speedBeside(1, -1), speedBeside(2, 1), speedBeside(0.5, -1)]).toEqual([1.25, 0.75, 2, 0.5])
  })
})
