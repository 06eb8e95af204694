import { afterEach, describe, expect, it, vi } from 'vitest'

import { ApiError, request, setCsrfToken } from './request'

/** Let `fetch` answer so; what it was asked is returned. */
function answering(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const asked = vi.fn(async () => new Response(body === null ? null : JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', asked)
  return asked
}

const headersOf = (asked: ReturnType<typeof vi.fn>): Headers => (asked.mock.calls[0]?.[1] as RequestInit).headers as Headers

afterEach(() => {
  vi.unstubAllGlobals()
  setCsrfToken('')
})

describe('a request', () => {
  it('gives the answer', async () => {
    answering(200, { lessons: [] })
    expect(await request('/api/lessons')).toEqual({ lessons: [] })
  })

  it('carries the token when it changes something', async () => {
    setCsrfToken('secret')
    const asked = answering(200, {})
    await request('/api/logout', { method: 'POST', body: {} })
    expect(headersOf(asked).get('X-CSRF-Token')).toBe('secret')
  })

  it('carries no token when it only reads', async () => {
    setCsrfToken('secret')
    const asked = answering(200, {})
    await request('/api/lessons')
    expect(headersOf(asked).has('X-CSRF-Token')).toBe(false)
  })

  it('says what the server said went wrong', async () => {
    answering(403, { error: { code: 'forbidden', text: '没有权限', todo: '请联系管理员。' } })
    await expect(request('/api/lessons')).rejects.toMatchObject({ status: 403, code: 'forbidden', text: '没有权限', todo: '请联系管理员。' })
  })

  it('has a code for an answer that is no JSON', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }))
    await expect(request('/api/me')).rejects.toMatchObject({ status: 502, code: 'unexpected_answer' })
  })

  it('has a code for a dead line', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(request('/api/me')).rejects.toEqual(new ApiError(0, 'offline', 'The server does not answer.'))
  })
})
