import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/rounds', name: 'rounds', component: () => import('./RoundsPage.vue') },
  { path: '/rounds/:id', name: 'round', component: () => import('./RoundPage.vue'), props: true },
]
