/** Who is signed in on this browser. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

import { ApiError, request, setCsrfToken } from './request'
import type { Me, User } from './types'

export const useSignIn = defineStore('signin', () => {
  const user = ref<User | null>(null)

  function accept(me: Me | null): void {
    user.value = me?.user ?? null
    setCsrfToken(me?.csrf ?? '')
  }

  /** Whether somebody is signed in; asks the server once, then remembers. */
  async function check(): Promise<boolean> {
    if (user.value) return true
    try {
      accept(await request<Me>('/api/me'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      accept(null)
    }
    return user.value !== null
  }

  /** Sign in. Throws `ApiError` (`wrong_credentials`, `too_many_attempts`, `offline`). */
  async function enter(login: string, password: string): Promise<void> {
    accept(await request<Me>('/api/login', { method: 'POST', body: { login, password } }))
  }

  async function leave(): Promise<void> {
    await request('/api/logout', { method: 'POST', body: {} })
    accept(null)
  }

  return { user, check, enter, leave }
})
