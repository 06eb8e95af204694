/** Terminals over REST: how one asks for itself, and how people look after them. */
import { request } from './request'
import type { Classroom, TerminalEntry } from './types'

/** A code to show; the secret becomes the terminal's key once somebody has typed the code. */
export interface GivenCode {
  code: string
  secret: string
  /** The page where the code is typed. */
  url: string
  expires_at: number
  server_time: number
}

export interface Terminal {
  id: string
  name: string
  classroom: Classroom
  /** It has asked in the last half minute, or talks in a lesson. */
  online: boolean
  /** Id of the lesson in which it talks now. */
  lesson: string | null
  seen_at: number | null
  client: string
  is_current: boolean
}

export interface Terminals {
  terminals: Terminal[]
  /** Where the person may pair terminals. */
  classrooms: Classroom[]
}

/** Tell the server which terminal this is, and what page it runs; it answers with the lesson to join, if there is one. */
export function enterTerminal(key: string, client: string): Promise<TerminalEntry> {
  return request('/api/terminals/enter', { method: 'POST', body: { key, client } })
}

export function askForCode(): Promise<GivenCode> {
  return request('/api/terminals/codes', { method: 'POST', body: {} })
}

/** Whether the code was typed. Throws `ApiError` `no_such_code` when it has expired. */
export async function isPaired(secret: string): Promise<boolean> {
  const { state } = await request<{ state: string }>('/api/terminals/codes/look', { method: 'POST', body: { secret } })
  return state === 'paired'
}

export function listTerminals(): Promise<Terminals> {
  return request('/api/terminals')
}

export function pairTerminal(code: string, classroom: string, name: string): Promise<Terminal> {
  return request('/api/terminals', { method: 'POST', body: { code, classroom, ...(name ? { name } : {}) } })
}

export function changeTerminal(terminal: string, change: { name?: string; classroom?: string }): Promise<Terminal> {
  return request(`/api/terminals/${terminal}`, { method: 'PUT', body: change })
}

/** Shut a terminal out at once and for good. */
export function revokeTerminal(terminal: string): Promise<void> {
  return request(`/api/terminals/${terminal}`, { method: 'DELETE', body: {} })
}
