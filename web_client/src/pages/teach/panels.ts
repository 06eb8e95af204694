/** The tools of the teacher's dock, in its order: a panel beside the lesson each, loaded when it is first opened. */
import { BookOpen, ClipboardList, CircleQuestionMark, MessageSquare, PenLine, Timer, Users } from 'lucide-vue-next'
import { defineAsyncComponent, type Component } from 'vue'

export type PanelName = 'courseware' | 'board' | 'questions' | 'chat' | 'roll' | 'timer' | 'people'

export interface Panel {
  name: PanelName
  icon: Component
  view: Component
}

const files = import.meta.glob<Component>('../../tools/*/*.vue', { import: 'default' })

const PANELS: readonly [PanelName, Component, string][] = [
  ['courseware', BookOpen, 'courseware/CoursewarePanel'],
  ['board', PenLine, 'board/BoardTools'],
  ['questions', CircleQuestionMark, 'questions/QuestionPanel'],
  ['chat', MessageSquare, 'chat/ChatPanel'],
  ['roll', ClipboardList, 'roll/RollPanel'],
  ['timer', Timer, 'timer/TimerTool'],
  ['people', Users, 'lobby/PeoplePanel'],
]

export const panels: readonly Panel[] = PANELS.flatMap(([name, icon, file]) => {
  const load = files[`../../tools/${file}.vue`]
  return load ? [{ name, icon, view: defineAsyncComponent(load) }] : []
})
