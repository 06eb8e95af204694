import { describe, expect, it } from 'vitest'

import { actionFor, speedBeside } from './shortcuts'

const press = (key: string, more: Partial<KeyboardEvent> = {}): ReturnType<typeof actionFor> =>
  actionFor({ key, code: '', ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...more })

describe('keys', () => {
  it.each([
    [' ', { do: 'toggle' }],
    ['K', { do: 'toggle' }],
    ['ArrowLeft', { do: 'step', seconds: -5 }],
    ['l', { do: 'step', seconds: 10 }],
    [',', { do: 'frame', by: -1 }],
    ['3', { do: 'share', share: 0.3 }],
    ['0', { do: 'share', share: 0 }],
    [']', { do: 'chapter', by: 1 }],
    ['>', { do: 'speed', by: 1 }],
    ['/', { do: 'panel', name: 'find' }],
    ['x', null],
  ])('%s', (key, action) => expect(press(key)).toEqual(action))

  it('know a digit with Shift by its place, whatever the keyboard makes of it', () => {
    expect(press('#', { code: 'Digit3', shiftKey: true })).toEqual({ do: 'enlarge', number: 3 })
    expect(press(')', { code: 'Digit0', shiftKey: true })).toBeNull()
  })

  it('with Ctrl belong to the browser', () => {
    expect(press('l', { ctrlKey: true })).toBeNull()
  })
})

describe('speeds', () => {
  it('go up and down and stop at the ends', () => {
    expect([speedBeside(1, 1), speedBeside(1, -1), speedBeside(3, 1), speedBeside(0.5, -1)]).toEqual([1.25, 0.75, 3, 0.5])
  })
})
