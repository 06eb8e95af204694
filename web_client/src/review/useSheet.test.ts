import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'

import { useSheet } from './useSheet'

const said: string[] = []
beforeEach(() => {
  vi.useFakeTimers()
  said.length = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A server that takes a while over each request; a draft is written when it has been answered. */
function server(...delays: number[]): void {
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit) => {
    await new Promise((resolve) => setTimeout(resolve, method === 'GET' ? 0 : delays.shift()))
    if (method !== 'GET') said.push(path.endsWith('submit') ? 'submit' : (JSON.parse(String(body)) as { text: string }).text)
    return new Response(JSON.stringify(method === 'GET' ? { sheets: [] } : { submitted_at: null }), { headers: { 'Content-Type': 'application/json' } })
  })
}

async function opened() {
  const sheet = effectScope().run(() => useSheet('r', () => undefined))
  if (!sheet) throw new Error('no scope')
  void sheet.open('round')
  await vi.advanceTimersByTimeAsync(1)
  return sheet
}

const draft = (text: string) => ({ items: {}, moments: [], text })

it('never writes an older draft over a newer one', async () => {
  server(5000, 10)
  const sheet = await opened()
  sheet.change(draft('good'))
  await vi.advanceTimersByTimeAsync(1000)
  sheet.change(draft('better'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect([said, sheet.saved.value]).toEqual([['good', 'better'], true])
})

it('hands in the newest draft, once', async () => {
  server(2000, 10, 500)
  const sheet = await opened()
  sheet.change(draft('good'))
  await vi.advanceTimersByTimeAsync(1000)
  sheet.change(draft('better'))
  void sheet.submit()
  void sheet.submit()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(said).toEqual(['good', 'better', 'submit'])
})
