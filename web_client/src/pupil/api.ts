/** What a pupil's phone says to the server, and hears from it. */
import type { Asked, Phase } from '@/protocol/messages'

export interface PupilPass {
  token: string
  alias: string
  lesson: string
  title: string
  place: string
  seat: number
  server_time: number
}

/** What is drawn; `racers` are the racers' aliases, `boot` names the life of the server. */
export interface Shown {
  boot: string
  title: string
  phase: Phase
  asked: Asked | null
  racers: (string | null)[]
}

export interface Entering {
  link?: string
  code?: string
  seat: number
  name: string
  device: string
}

export interface Press {
  key: string
  question: string
  given: string[]
  pressed_at: number
  uncertainty_ms: number
}

/** A refusal in words, or `offline` with status 0 when nobody answers. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text = '',
    readonly todo = '',
  ) {
    super(code)
  }

  /** Whether the same may succeed later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export type Fetch = (path: string, options: RequestInit) => Promise<Response>

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const { error } = (await response.json()) as { error: { code: string; text: string; todo?: string } }
    return new Refusal(response.status, error.code, error.text, error.todo)
  } catch {
    return new Refusal(response.status, 'unexpected_answer')
  }
}

/** Speaks to `/api/answering` in the page's language. */
export class PupilApi {
  constructor(
    private readonly fetch: Fetch,
    private readonly language: () => string,
  ) {}

  enter(entering: Entering): Promise<PupilPass> {
    return this.json('enter', '', entering)
  }

  clock(): Promise<{ server_time: number }> {
    return this.json('clock')
  }

  view(token: string): Promise<Shown> {
    return this.json('view', token)
  }

  answer(token: string, press: Press): Promise<unknown> {
    return this.json('answers', token, press)
  }

  /** Open the stream; its body is server-sent events. */
  stream(token: string, signal: AbortSignal): Promise<Response> {
    return this.send('stream', token, undefined, signal)
  }

  private async json<T>(path: string, token = '', body?: unknown): Promise<T> {
    return (await (await this.send(path, token, body)).json()) as T
  }

  private async send(path: string, token: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { 'Accept-Language': this.language() }
    if (token) headers.Authorization = `Bearer ${token}`
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const options = { method: body === undefined ? 'GET' : 'POST', headers, signal, body: body === undefined ? undefined : JSON.stringify(body) }
    let response: Response
    try {
      response = await this.fetch(`/api/answering/${path}`, options)
    } catch {
      throw new Refusal(0, 'offline')
    }
    if (!response.ok) throw await refusalOf(response)
    return response
  }
}
