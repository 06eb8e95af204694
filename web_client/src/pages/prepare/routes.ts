import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/lessons/:id/prepare', name: 'prepare', component: () => import('./PreparePage.vue') },
]
