/** Sends a whole file in one request and tells how far it has come; `fetch` tells nothing of that. */
import type { Sending, SendingEvents } from '@/courseware/uploads'

import { ApiError, csrfHeaders } from './request'

function problemOf(sent: XMLHttpRequest): ApiError {
  try {
    const { code, text, todo } = (JSON.parse(sent.responseText) as { error: { code: string; text: string; todo?: string } }).error
    return new ApiError(sent.status, code, text, todo)
  } catch {
    return new ApiError(sent.status, 'unexpected_answer', `HTTP ${sent.status}`)
  }
}

/** Put a file at an address. What was broken off begins anew: the server keeps no half of it. */
export function putFile(method: 'PUT' | 'POST', address: string, file: File, events: SendingEvents): Sending {
  const sent = new XMLHttpRequest()
  sent.open(method, address)
  for (const [name, value] of Object.entries(csrfHeaders())) sent.setRequestHeader(name, value)
  sent.setRequestHeader('Accept-Language', document.documentElement.lang)
  sent.upload.onprogress = ({ loaded }) => events.onProgress(loaded)
  sent.onload = () => (sent.status < 400 ? events.onDone() : events.onFailed(problemOf(sent)))
  sent.onerror = () => events.onAway()
  sent.send(file)
  return { stop: () => sent.abort(), drop: () => sent.abort() }
}
