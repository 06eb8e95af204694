/**
 * Keeps one member joined to one lesson, through lost websockets and lost networks.
 */
import type { FromClient, FromServer, Join, Welcome } from '../protocol/messages'
import { Backoff } from './backoff'
import { ServerClock } from './clock'
import { Patience } from './patience'
import { asProblem, Problem } from './problem'
import { Requests, type Outgoing } from './requests'

export const SUBPROTOCOL = 'tongke.v1'

/**
 * `held` waits in the lesson's lobby; `waiting` is the pause before the next attempt; `closed` is final
 * until `open` is called again.
 */
export type ConnectionState = 'connecting' | 'held' | 'joined' | 'waiting' | 'closed'

/** What of a websocket is used. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose' | 'readyState'>

export interface ConnectionOptions {
  openSocket: () => Socket
  /** A ticket for the lesson; `fresh` asks for a new one because the last was refused. */
  ticket: (fresh: boolean) => Promise<string>
  /** What we still have from before; asked at every join. */
  remembered: () => Pick<Join, 'resume' | 'kept'>
  onWelcome: (welcome: Welcome) => void
  /** Every message but the welcome and the replies to requests. */
  onMessage: (message: FromServer) => void
  onState: (state: ConnectionState, problem: Problem | null) => void
  random?: () => number
}

const PING_EVERY_MS = 4000
/** The first pings come quickly: they set the clock. */
const FIRST_PINGS_MS = [0, 250, 500, 1000]
/** Two pings unanswered: the line is dead, though the browser may not know for minutes. */
const SILENT_MS = 9000
const CONNECT_PATIENCE_MS = 8000
/** An attempt older than this may have begun before the network was back. */
const STALE_MS = 1000
/** Refusals that a new ticket may cure. */
const STALE_TICKET = new Set(['ticket_expired', 'ticket_invalid'])
/** Failures that pass by themselves; every other refusal is final. */
const PASSING = new Set(['offline', 'disconnected', 'timed_out', 'internal', 'too_many', 'overloaded', 'unexpected_answer', 'unexpected'])

/**
 * One member's signalling conversation, as seen from the client.
 *
 * Call `open`, then `ask` and `post` while the state is `joined`; call `close`
 * to leave, and `retryNow` when the network is said to be back.
 */
export class Connection {
  readonly clock = new ServerClock()
  state: ConnectionState = 'closed'
  private readonly backoff: Backoff
  private readonly requests = new Requests((message) => this.transmit(message))
  private readonly patience = new Patience()
  private socket: Socket | null = null
  private timers: ReturnType<typeof setTimeout>[] = []
  private ticketRefused = false
  private heardAt = 0
  /** Tells a late ticket of a given-up attempt from the one that is waited for. */
  private attempt = 0
  private connectAt = 0

  constructor(private readonly options: ConnectionOptions) {
    this.backoff = new Backoff(options.random)
  }

  /** Begin to join; has no effect while not `closed`. */
  open(): void {
    if (this.state === 'closed') void this.connect()
  }

  /** Say good-bye and stay away. */
  close(): void {
    if (this.isTalking) this.transmit({ type: 'leave' })
    this.finish(null)
  }

  /** Send a message and wait for its reply; rejects with a `Problem`. */
  ask(message: Outgoing): Promise<FromServer> {
    if (this.state !== 'joined') return Promise.reject(new Problem('disconnected'))
    return this.requests.ask(message)
  }

  /** The same, but a short interruption is waited for: a hand raised meanwhile is not lost. */
  async askPatiently(message: Outgoing): Promise<FromServer> {
    if (this.state === 'connecting' || this.state === 'waiting') await this.patience.wait()
    return this.ask(message)
  }

  /** Send a message whose reply does not matter; dropped while not joined. */
  post(message: Outgoing): void {
    if (this.state === 'joined') this.transmit(message as FromClient)
  }

  /**
   * Do not wait any longer: end a pause at once, or find out quickly whether the line still lives.
   *
   * An attempt that was begun while the network was away waits for seconds for its next try: it is begun anew.
   */
  retryNow(): void {
    if (this.isTalking) this.probe()
    else if (this.state === 'waiting' || (this.state === 'connecting' && Date.now() - this.connectAt > STALE_MS)) {
      void this.connect()
    }
  }

  private async connect(): Promise<void> {
    this.enter('connecting', null)
    this.connectAt = Date.now()
    this.attempt += 1
    const attempt = this.attempt
    const current = () => this.attempt === attempt && this.state === 'connecting'
    try {
      const ticket = await this.options.ticket(this.ticketRefused)
      if (current()) this.dial(ticket)
    } catch (thrown) {
      if (current()) this.failed(asProblem(thrown))
    }
  }

  private dial(ticket: string): void {
    const socket = this.options.openSocket()
    this.socket = socket
    this.later(CONNECT_PATIENCE_MS, () => this.lost(socket, new Problem('timed_out')))
    socket.onopen = () => this.transmit({ type: 'join', ticket, ...this.options.remembered() })
    socket.onmessage = (event: MessageEvent) => {
      if (this.socket === socket) this.receive(JSON.parse(String(event.data)) as FromServer)
    }
    socket.onclose = () => this.lost(socket, new Problem('disconnected'))
  }

  private receive(message: FromServer): void {
    this.heardAt = Date.now()
    if (message.type === 'welcome') return this.welcomed(message)
    if (message.type === 'held') return this.held(message)
    if (message.type === 'pong') return this.clock.note(message.sent, this.heardAt, message.server_time)
    if (message.type === 'bye') return this.dismissed(message.code, message.text, message.again)
    if (this.state === 'connecting' && message.type === 'error') return this.refused(message)
    if (!this.requests.settleWith(message)) this.options.onMessage(message)
  }

  private welcomed(welcome: Welcome): void {
    this.clock.noteRoughly(this.heardAt, welcome.server_time)
    this.ticketRefused = false
    this.backoff.reset()
    this.enter('joined', null)
    for (const delay of FIRST_PINGS_MS) this.later(delay, () => this.ping())
    this.later(PING_EVERY_MS, () => this.keepAlive())
    this.options.onWelcome(welcome)
    this.patience.release()
  }

  /** A teacher has to let us in: `welcome` comes on the same socket. */
  private held(message: FromServer): void {
    this.ticketRefused = false
    this.backoff.reset()
    this.enter('held', null)
    this.later(PING_EVERY_MS, () => this.keepAlive())
    this.options.onMessage(message)
  }

  /** The server hears us: as a member, or in the lobby. */
  private get isTalking(): boolean {
    return this.state === 'joined' || this.state === 'held'
  }

  private refused(error: { code: string; text: string; todo: string }): void {
    const problem = new Problem(error.code, error.text, error.todo)
    if (STALE_TICKET.has(error.code) && !this.ticketRefused) {
      this.ticketRefused = true
      this.pause(problem)
    } else this.failed(problem)
  }

  private dismissed(code: string, text: string, again: boolean): void {
    const problem = new Problem(code, text)
    if (STALE_TICKET.has(code)) return this.refused({ code, text, todo: '' })
    if (again) this.pause(problem)
    else this.finish(problem)
  }

  private failed(problem: Problem): void {
    if (PASSING.has(problem.code)) this.pause(problem)
    else this.finish(problem)
  }

  private lost(socket: Socket, problem: Problem): void {
    if (this.socket === socket) this.pause(problem)
  }

  private pause(problem: Problem): void {
    this.enter('waiting', problem)
    this.later(this.backoff.next(), () => void this.connect())
  }

  private finish(problem: Problem | null): void {
    this.enter('closed', problem)
  }

  /** Every state starts with no timers and, unless the server hears us in it, with no socket. */
  private enter(state: ConnectionState, problem: Problem | null): void {
    this.timers.forEach(clearTimeout)
    this.timers = []
    if (state !== 'joined' && state !== 'held') this.dropSocket()
    this.state = state
    this.options.onState(state, problem)
  }

  private dropSocket(): void {
    const socket = this.socket
    this.socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
    this.requests.rejectAll(new Problem('disconnected'))
  }

  private ping(): void {
    if (this.isTalking) this.transmit({ type: 'ping', sent: Date.now() })
  }

  private keepAlive(): void {
    if (Date.now() - this.heardAt > SILENT_MS) return this.pause(new Problem('timed_out'))
    this.ping()
    this.later(PING_EVERY_MS, () => this.keepAlive())
  }

  private probe(): void {
    const asked = Date.now()
    this.ping()
    this.later(2500, () => {
      if (this.heardAt < asked) this.pause(new Problem('timed_out'))
    })
  }

  private later(delay: number, action: () => void): void {
    this.timers.push(setTimeout(action, delay))
  }

  private transmit(message: FromClient): void {
    this.socket?.send(JSON.stringify(message))
  }
}
