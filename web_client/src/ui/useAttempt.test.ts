import { beforeEach, expect, it } from 'vitest'

import { ApiError } from '@/api/request'

import { toasts } from './toast'
import { useAttempt } from './useAttempt'

beforeEach(() => void toasts.splice(0))

it('does once what was asked for twice', async () => {
  const { busy, attempt } = useAttempt()
  let made = 0
  const make = () => new Promise<void>((resolve) => setTimeout(() => resolve(void (made += 1))))
  expect(await Promise.all([attempt(make), attempt(make)])).toEqual([true, false])
  expect([made, busy.value]).toEqual([1, false])
})

it('tells why something was not done, and can be asked again', async () => {
  const { attempt } = useAttempt()
  const refusal = new ApiError(403, 'forbidden', 'No', 'Ask')
  expect(await attempt(() => Promise.reject(refusal))).toBe(false)
  expect(toasts.map(({ text, todo }) => [text, todo])).toEqual([['No', 'Ask']])
  expect(await attempt(async () => undefined)).toBe(true)
})
