import type { RouteRecordRaw } from 'vue-router'

/** Open, for a terminal comes with its key instead of a sign-in. */
export const routes: RouteRecordRaw[] = [
  { path: '/check', name: 'check', component: () => import('./CheckPage.vue'), meta: { open: true } },
]
