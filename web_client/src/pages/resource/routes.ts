import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/resources/:id', name: 'resource', component: () => import('./ResourcePage.vue'), props: true },
]
