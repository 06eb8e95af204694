import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/lessons/:id/observe', name: 'observe', component: () => import('./ObservePage.vue') },
]
