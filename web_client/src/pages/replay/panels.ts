/** What can stand beside the views, in its order: one at a time, loaded when it is first opened. */
import { BarChart3, BookMarked, ClipboardCheck, ListTree, MessageSquareQuote, Scissors, Search } from 'lucide-vue-next'
import { defineAsyncComponent, type Component } from 'vue'

export type PanelName = 'chapters' | 'log' | 'find' | 'comments' | 'scores' | 'clips' | 'analysis'

export interface Panel {
  name: PanelName
  icon: Component
  /** Takes `recording` (its id) and `handle`. */
  view: Component
  /** Only for people who are signed in: what they write has a name. */
  signedIn: boolean
}

type Loaded = () => Promise<Component>
const others = import.meta.glob<Component>(
  ['@/review/CommentsPanel.vue', '@/review/ScorePanel.vue', '@/review/ClipPanel.vue', '@/review/DrawingLayer.vue', '@/analysis/AnalysisPanel.vue'],
  { import: 'default' },
)

function other(file: string): Loaded | undefined {
  return Object.entries(others).find(([path]) => path.endsWith(file))?.[1]
}

const row = (name: PanelName, icon: Component, load: Loaded | undefined, signedIn = false): Panel[] =>
  load ? [{ name, icon, view: defineAsyncComponent(load), signedIn }] : []

export const panels: readonly Panel[] = [
  ...row('chapters', BookMarked, () => import('./ChaptersPanel.vue')),
  ...row('log', ListTree, () => import('./LogPanel.vue')),
  ...row('find', Search, () => import('./FindPanel.vue')),
  ...row('comments', MessageSquareQuote, other('/review/CommentsPanel.vue'), true),
  ...row('scores', ClipboardCheck, other('/review/ScorePanel.vue'), true),
  ...row('clips', Scissors, other('/review/ClipPanel.vue'), true),
  ...row('analysis', BarChart3, other('/analysis/AnalysisPanel.vue')),
]

const drawing = other('/review/DrawingLayer.vue')
/** Lies over all views; takes `recording` and `handle`. */
export const DrawingLayer = drawing ? defineAsyncComponent(drawing) : null
