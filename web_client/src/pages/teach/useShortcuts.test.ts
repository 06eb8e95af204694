import { expect, it, vi } from 'vitest'

import { actionOf } from './useShortcuts'

function setUp() {
  return {
    muteAll: vi.fn(),
    share: vi.fn(),
    giveBack: vi.fn(),
    callOn: vi.fn(),
    pick: vi.fn(),
    switchMicrophone: vi.fn(),
    switchCamera: vi.fn(),
    help: vi.fn(),
  }
}

const key = (name: string, change = {}) => ({
  key: name, code: '', ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...change,
})

it('calls on the classroom with the number of the key', () => {
  const actions = setUp()
  actionOf(key('3'), actions)?.()
  expect(actions.callOn).toHaveBeenCalledWith(3, false)
})

it('lets a classroom join the others with Shift, whatever sign the keyboard writes then', () => {
  const actions = setUp()
  actionOf(key('#', { code: 'Digit3', shiftKey: true }), actions)?.()
  expect(actions.callOn).toHaveBeenCalledWith(3, true)
})

it('does not mind capital letters', () => {
  const actions = setUp()
  expect(actionOf(key('M'), actions)).toBe(actions.muteAll)
})

it('leaves the browser its own keys', () => {
  expect(actionOf(key('s', { ctrlKey: true }), setUp())).toBeNull()
  expect(actionOf(key('x'), setUp())).toBeNull()
})
