import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/library/:id', name: 'replay', component: () => import('./ReplayPage.vue'), props: true, meta: { open: true } },
]
