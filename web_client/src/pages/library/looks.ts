/** How the state of a recording looks on a card. */
import { CheckCircle2, CircleOff, LifeBuoy, XCircle } from 'lucide-vue-next'

const LOOKS = {
  recording: { tone: 'live', icon: undefined },
  ready: { tone: 'good', icon: CheckCircle2 },
  recovered: { tone: 'warn', icon: LifeBuoy },
  empty: { tone: 'calm', icon: CircleOff },
  failed: { tone: 'bad', icon: XCircle },
} as const

export type RecordingLook = (typeof LOOKS)[keyof typeof LOOKS]

/** The tone and the icon of a state's tag. */
export function lookOf(state: keyof typeof LOOKS): RecordingLook {
  return LOOKS[state]
}
