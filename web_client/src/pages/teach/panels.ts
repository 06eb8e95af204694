/** The tools of the teacher's dock, in its order: a panel beside the lesson each, loaded when it is first opened. */
import { BookOpen, CircleQuestionMark, Clapperboard, ClipboardList, MessageSquare, PenLine, Timer, Users } from 'lucide-vue-next'
import { defineAsyncComponent, type Component } from 'vue'

export type PanelName = 'courseware' | 'board' | 'questions' | 'chat' | 'roll' | 'timer' | 'people' | 'playback'

export interface Panel {
  name: PanelName
  icon: Component
  /** Takes `lesson` and `view`. */
  view: Component
}

export const panels: readonly Panel[] = [
  { name: 'courseware', icon: BookOpen, view: defineAsyncComponent(() => import('@/tools/courseware/CoursewarePanel.vue')) },
  { name: 'board', icon: PenLine, view: defineAsyncComponent(() => import('@/tools/board/BoardTools.vue')) },
  { name: 'questions', icon: CircleQuestionMark, view: defineAsyncComponent(() => import('@/tools/questions/QuestionPanel.vue')) },
  { name: 'chat', icon: MessageSquare, view: defineAsyncComponent(() => import('@/tools/chat/ChatPanel.vue')) },
  { name: 'roll', icon: ClipboardList, view: defineAsyncComponent(() => import('@/tools/roll/RollPanel.vue')) },
  { name: 'timer', icon: Timer, view: defineAsyncComponent(() => import('@/tools/timer/TimerTool.vue')) },
  { name: 'playback', icon: Clapperboard, view: defineAsyncComponent(() => import('@/tools/playback/PlaybackPanel.vue')) },
  { name: 'people', icon: Users, view: defineAsyncComponent(() => import('@/tools/lobby/PeoplePanel.vue')) },
]
