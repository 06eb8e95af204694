import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/lessons/:id/teach', name: 'teach', component: () => import('./TeachPage.vue') },
]
