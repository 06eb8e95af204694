/** Short news that goes away by itself; errors stay until they are dismissed. */
import { reactive } from 'vue'

import { ApiError } from '@/api/request'

export interface Toast {
  id: number
  tone: 'calm' | 'good' | 'bad'
  text: string
  todo: string
}

const SHOWN_MS = 5000
const MOST_AT_ONCE = 4
let count = 0

export const toasts = reactive<Toast[]>([])

/** Take a toast away before its time. */
export function dismiss(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id)
  if (index >= 0) toasts.splice(index, 1)
}

/** Show a line of news, with advice if there is some. */
export function toast(text: string, tone: Toast['tone'] = 'calm', todo = ''): void {
  count += 1
  const id = count
  toasts.push({ id, tone, text, todo })
  if (toasts.length > MOST_AT_ONCE) toasts.shift()
  if (tone !== 'bad') setTimeout(() => dismiss(id), SHOWN_MS)
}

/** Show what an error says. */
export function toastError(error: unknown): void {
  if (error instanceof ApiError) toast(error.text, 'bad', error.todo)
  else toast(String(error), 'bad')
}
