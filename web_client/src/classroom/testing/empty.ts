/** The room before cue 1, as the server's own tests have it. */
import type { RoomState } from '@/protocol/messages'

import text from '../../../../tests/data/empty_room.json?raw'

export const EMPTY_ROOM = JSON.parse(text) as RoomState
