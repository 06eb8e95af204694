/** One place that speaks HTTP with the server: JSON both ways, errors with a code and advice. */

/** What the server (or the lost line) said went wrong; `todo` tells the person what to do. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text: string,
    readonly todo = '',
  ) {
    super(`${code}: ${text}`)
    this.name = 'ApiError'
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
  /** For whoever has no cookie: a terminal's key, or a ticket. */
  bearer?: string | null
  /** For whoever has come by a link to a clip: its token. */
  share?: string | null
  /** What the browser's own cache does with the answer. */
  cache?: RequestCache
  /** It goes out even where the page is closed meanwhile. */
  keepalive?: boolean
}

let csrf = ''

/** Keep the token that every changing request must carry; it comes with `/api/me`. */
export function setCsrfToken(token: string): void {
  csrf = token
}

/** What a changing request must carry that is not made by `request`. */
export function csrfHeaders(): Record<string, string> {
  return csrf ? { 'X-CSRF-Token': csrf } : {}
}

function headersFor(options: RequestOptions): Headers {
  const headers = new Headers({ Accept: 'application/json' })
  const language = globalThis.document?.documentElement.lang
  if (language) headers.set('Accept-Language', language)
  if (options.body !== undefined) headers.set('Content-Type', 'application/json')
  if (options.bearer) headers.set('Authorization', `Bearer ${options.bearer}`)
  if (options.share) headers.set('X-Share-Token', options.share)
  if (csrf && options.method && options.method !== 'GET') headers.set('X-CSRF-Token', csrf)
  return headers
}

async function failure(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { code: string; text: string; todo?: string } }
    return new ApiError(response.status, error.code, error.text, error.todo)
  } catch {
    return new ApiError(response.status, 'unexpected_answer', `HTTP ${response.status}`)
  }
}

/** Ask the server and return the raw response. Throws `ApiError`; code `offline` when nobody answers. */
export async function send(path: string, options: RequestOptions = {}, range?: string): Promise<Response> {
  const headers = headersFor(options)
  if (range) headers.set('Range', range)
  let response: Response
  try {
    response = await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      credentials: 'same-origin',
      cache: options.cache,
      keepalive: options.keepalive,
      signal: options.signal,
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiError(0, 'offline', 'The server does not answer.')
  }
  if (!response.ok) throw await failure(response)
  return response
}

/** Ask the server for JSON. Throws `ApiError`. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options)
  if (response.status === 204) return undefined as T
  return (await response.json()) as T
}
