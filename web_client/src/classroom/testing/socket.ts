/** A websocket without a network: the test is the server. */
import type { FromClient, FromServer, Welcome } from '@/protocol/messages'

import type { Socket } from '../connection'
import { room } from './room'

export class FakeSocket implements Socket {
  readyState = 0
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly sent: FromClient[] = []

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FromClient)
  }

  close(): void {
    this.readyState = 3
  }

  opens(): void {
    this.readyState = 1
    this.onopen?.call(this as unknown as WebSocket, new Event('open'))
  }

  says(message: FromServer): void {
    this.onmessage?.call(this as unknown as WebSocket, { data: JSON.stringify(message) } as MessageEvent)
  }

  breaks(): void {
    this.onclose?.call(this as unknown as WebSocket, {} as CloseEvent)
  }

  /** The messages of one type that the client has sent. */
  of<T extends FromClient['type']>(type: T): Extract<FromClient, { type: T }>[] {
    return this.sent.filter((message): message is Extract<FromClient, { type: T }> => message.type === type)
  }

  /** The number of the last request of a type. */
  lastId(type: FromClient['type']): number {
    return this.of(type).at(-1)?.id ?? -1
  }
}

export function welcome(change: Partial<Welcome> = {}): Welcome {
  return {
    re: null,
    type: 'welcome',
    member: 't',
    role: 'master',
    epoch: 1,
    cue: 5,
    snapshot: room(),
    cues: [],
    kept: { up: false, down: false },
    server_time: 0,
    ...change,
  }
}
