import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Welcome } from '@/protocol/messages'

import { Lesson } from './lesson'
import { cameraStream, fakePeers, FakePeer } from './testing/peer'
import { cue, line, room } from './testing/room'
import { FakeSocket, welcome } from './testing/socket'

const TURN = { urls: ['turn:turn.example'], username: 'school', credential: 'a password' }

/** A lesson whose server answers every media request at once. */
class TalkingSocket extends FakeSocket {
  /** Whether it leaves media requests unanswered. */
  deaf = false

  override send(text: string): void {
    super.send(text)
    const message = this.sent.at(-1)
    const re = message?.id ?? null
    if (this.deaf) return
    if (message?.type === 'publish') queueMicrotask(() => this.says({ type: 'published', re, sdp: 'answer' }))
    if (message?.type === 'answer') queueMicrotask(() => this.says({ type: 'ok', re }))
    if (message?.type === 'subscribe') {
      queueMicrotask(() => this.says({ type: 'offer', re, negotiation: 1, sdp: 'offer', slots: [] }))
    }
  }
}

function setUp(deaf = false) {
  const sockets: TalkingSocket[] = []
  const peers: FakePeer[] = []
  const problems: string[] = []
  const openSocket = () => {
    const socket = new TalkingSocket()
    socket.deaf = deaf
    sockets.push(socket)
    return socket
  }
  const lesson = new Lesson({
    admission: async () => ({ ticket: 'ticket', iceServers: [TURN] }),
    openSocket,
    peers: fakePeers(peers),
    onChange: () => undefined,
    onProblem: (problem) => problems.push(problem.code),
  })
  const socket = () => sockets.at(-1) as TalkingSocket
  const join = async (change: Partial<Welcome> = {}) => {
    lesson.open()
    await vi.advanceTimersByTimeAsync(5000)
    socket().opens()
    socket().says(welcome(change))
    await vi.advanceTimersByTimeAsync(0)
  }
  return { lesson, peers, problems, socket, join }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the room', () => {
  it('is the snapshot and every cue after it, each once', async () => {
    const { lesson, socket, join } = setUp()
    await join({ cue: 5 })
    socket().says({ type: 'cue', re: null, cue: cue(5, { type: 'floor_given', member: 'b' }) })
    expect(lesson.view.room?.floor).toEqual([])
    socket().says({ type: 'cue', re: null, cue: cue(6, { type: 'floor_given', member: 'a' }) })
    expect(lesson.view.room?.floor).toEqual(['a'])
  })

  it('catches up with the cues that were missed', async () => {
    const { lesson, socket, join } = setUp()
    await join({ cue: 5, epoch: 3 })
    socket().breaks()
    await join({ snapshot: null, cue: 6, cues: [cue(6, { type: 'hand_raised', member: 'a' })] })
    expect(socket().of('join')[0]?.resume).toEqual({ epoch: 3, cue: 5 })
    expect(lesson.view.room?.hands).toHaveLength(1)
  })
})

describe('the links', () => {
  it('use the ICE servers that came with the ticket, up and down', async () => {
    const { lesson, peers, join } = setUp()
    await join()
    await lesson.publish('camera', cameraStream())
    expect(peers.map((peer) => peer.iceServers)).toEqual([[TURN], [TURN]])
  })

  it('are built after the welcome, the up-link only when there is something to publish', async () => {
    const { socket, join } = setUp()
    await join()
    expect(socket().of('subscribe')).toHaveLength(1)
    expect(socket().of('publish')).toHaveLength(0)
  })

  it('carry a camera that was there before the lesson was joined', async () => {
    const { lesson, socket, join, problems } = setUp()
    await lesson.publish('camera', cameraStream())
    await join()
    expect(socket().of('publish')).toHaveLength(1)
    expect(problems).toEqual([])
  })

  it('are kept over a lost websocket when the server has kept them', async () => {
    const { lesson, peers, socket, join } = setUp()
    await join()
    await lesson.publish('camera', cameraStream())
    peers.forEach((peer) => peer.becomes('connected'))
    socket().breaks()
    await join({ snapshot: null, kept: { up: true, down: true } })
    expect(socket().of('join')[0]?.kept).toEqual({ up: true, down: true })
    expect(peers).toHaveLength(2)
  })

  it('are built anew when the media worker has forgotten them', async () => {
    const { lesson, peers, socket, join } = setUp()
    await join()
    await lesson.publish('camera', cameraStream())
    socket().says({ type: 'media_lost', re: null, up: true, down: true })
    await vi.advanceTimersByTimeAsync(0)
    expect(peers.map((peer) => peer.connectionState)).toEqual(['closed', 'closed', 'new', 'new'])
  })

  it('are mended by one attempt at a time, however long the server is silent', async () => {
    const { peers, socket, join } = setUp()
    await join()
    peers[0]?.becomes('connected')
    socket().deaf = true
    const alive = setInterval(() => socket().says({ type: 'slots', re: null, slots: [] }), 1000)
    await vi.advanceTimersByTimeAsync(9000)
    clearInterval(alive)
    expect(socket().of('subscribe').map((message) => message.restart)).toEqual([false, true])
  })

  it('say why they do not come about, and go on trying', async () => {
    const { lesson, socket, problems, join } = setUp(true)
    await join()
    socket().says({ type: 'error', re: socket().lastId('subscribe'), code: 'no_worker', text: '', todo: '' })
    await vi.advanceTimersByTimeAsync(0)
    expect(lesson.view.linkProblem?.code).toBe('no_worker')
    expect(problems).toEqual([])
    socket().deaf = false
    await vi.advanceTimersByTimeAsync(3000)
    expect(socket().of('subscribe')).toHaveLength(2)
    expect(lesson.view.linkProblem).toBeNull()
  })

  it('report what they lived through', async () => {
    const { peers, socket, join } = setUp()
    await join()
    peers.forEach((peer) => peer.becomes('connected'))
    await vi.advanceTimersByTimeAsync(4500)
    expect(socket().of('report')[0]).toMatchObject({ up: null, down: { state: 'connected' } })
  })
})

describe('the pictures', () => {
  const SLOTS = [{ slot: 0, source: 'a/camera', audio: false, video: true }]
  const paused = { source: 'a/camera', state: 'paused', reason: 'line_too_thin' } as const

  it('that the page draws are told to the server, and again only when that changes', async () => {
    const { lesson, socket, join } = setUp()
    await join()
    lesson.drawn.set(Symbol('tile'), 'a/camera', 170)
    socket().says({ type: 'slots', re: null, slots: SLOTS })
    await vi.advanceTimersByTimeAsync(5000)
    expect(socket().of('shown').map((message) => message.heights)).toEqual([{ 'a/camera': 180 }])
    lesson.drawn.hide(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect(socket().of('shown').at(-1)?.heights).toEqual({ 'a/camera': 0 })
  })

  it('that the page draws are told again after a new welcome', async () => {
    const { socket, join } = setUp()
    await join()
    socket().says({ type: 'slots', re: null, slots: SLOTS })
    await vi.advanceTimersByTimeAsync(1000)
    socket().breaks()
    await join({ snapshot: null, kept: { up: true, down: true } })
    await vi.advanceTimersByTimeAsync(1000)
    expect(socket().of('shown')).toHaveLength(1)
  })

  it('that the line is too thin for are known until they are sent again', async () => {
    const { lesson, socket, join } = setUp()
    await join()
    socket().says({ type: 'pictures', re: null, pictures: [paused] })
    expect(lesson.view.pictures.get('a/camera')).toEqual(paused)
    socket().says({ type: 'pictures', re: null, pictures: [] })
    expect(lesson.view.pictures.size).toBe(0)
  })

  it('of one’s own that the line cannot carry are said at once', async () => {
    const { lesson, peers, socket, join } = setUp()
    await join()
    await lesson.publish('camera', cameraStream())
    const up = peers.at(-1) as FakePeer
    up.becomes('connected')
    for (let look = 1; !lesson.view.cameraPaused; look += 1) {
      up.stats = [{ type: 'candidate-pair', nominated: true, availableOutgoingBitrate: 9e4, currentRoundTripTime: 2, packetsReceived: look }]
      await vi.advanceTimersByTimeAsync(1500)
    }
    expect(socket().of('report').at(-1)?.up).toMatchObject({ paused: true })
  })

  it('make the reports rarer while the line is too thin for them', async () => {
    const { peers, socket, join } = setUp()
    await join()
    peers.forEach((peer) => peer.becomes('connected'))
    const alive = setInterval(() => socket().says({ type: 'pictures', re: null, pictures: [paused] }), 1000)
    await vi.advanceTimersByTimeAsync(21_000)
    clearInterval(alive)
    expect(socket().of('report').length).toBeLessThanOrEqual(2)
  })
})

describe('the lines', () => {
  it('that are told are those that have changed', async () => {
    const { lesson, socket, join } = setUp()
    await join()
    socket().says({ type: 'lines', re: null, lines: [line('a'), line('b')] })
    socket().says({ type: 'lines', re: null, lines: [line('b', { quality: 'poor' })] })
    expect([...lesson.view.lines.values()].map((one) => one.quality)).toEqual(['good', 'poor'])
  })
})

describe('a classroom’s microphone', () => {
  it('is closed at its source until the classroom is called on', async () => {
    const { lesson, socket, join } = setUp()
    const stream = cameraStream()
    await join({ member: 'a', role: 'rural' })
    await lesson.publish('camera', stream)
    expect(stream.getAudioTracks()[0]?.enabled).toBe(false)
    socket().says({ type: 'cue', re: null, cue: cue(6, { type: 'floor_given', member: 'a' }) })
    expect(stream.getAudioTracks()[0]?.enabled).toBe(true)
    expect(lesson.view.open).toBe(true)
    socket().says({ type: 'cue', re: null, cue: cue(7, { type: 'muted_all' }) })
    expect(stream.getAudioTracks()[0]?.enabled).toBe(false)
  })

  it('is closed while nothing is known of the room', async () => {
    const { lesson } = setUp()
    const stream = cameraStream()
    await lesson.publish('camera', stream)
    expect(stream.getAudioTracks()[0]?.enabled).toBe(false)
  })
})

describe('the teacher', () => {
  it('closes the own microphone, here and for the server', async () => {
    const { lesson, socket, join } = setUp()
    const stream = cameraStream()
    await join({ snapshot: room() })
    await lesson.publish('camera', stream)
    void lesson.switchCamera(false, true)
    expect(stream.getAudioTracks()[0]?.enabled).toBe(false)
    expect(socket().of('change_source')[0]).toMatchObject({ source: 't/camera', audio: false, video: true })
  })

  it('is told when something is refused', async () => {
    const { lesson, socket, problems, join } = setUp()
    await join()
    const done = lesson.act({ type: 'give_floor', member: 'nobody' })
    socket().says({ type: 'error', re: socket().lastId('give_floor'), code: 'unknown_member', text: '', todo: '' })
    expect(await done).toBe(false)
    expect(problems).toEqual(['unknown_member'])
  })
})
