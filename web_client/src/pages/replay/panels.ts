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

export const panels: readonly Panel[] = [
  { name: 'chapters', icon: BookMarked, view: defineAsyncComponent(() => import('./ChaptersPanel.vue')), signedIn: false },
  { name: 'log', icon: ListTree, view: defineAsyncComponent(() => import('./LogPanel.vue')), signedIn: false },
  { name: 'find', icon: Search, view: defineAsyncComponent(() => import('./FindPanel.vue')), signedIn: false },
  { name: 'comments', icon: MessageSquareQuote, view: defineAsyncComponent(() => import('@/review/CommentsPanel.vue')), signedIn: true },
  { name: 'scores', icon: ClipboardCheck, view: defineAsyncComponent(() => import('@/review/ScorePanel.vue')), signedIn: true },
  { name: 'clips', icon: Scissors, view: defineAsyncComponent(() => import('@/review/ClipPanel.vue')), signedIn: true },
  { name: 'analysis', icon: BarChart3, view: defineAsyncComponent(() => import('@/analysis/AnalysisPanel.vue')), signedIn: true },
]
