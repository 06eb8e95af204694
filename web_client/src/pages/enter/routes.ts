import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/enter', name: 'enter', component: () => import('./EnterPage.vue'), meta: { open: true } },
]
