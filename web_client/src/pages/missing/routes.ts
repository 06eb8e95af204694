import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/:rest(.*)*', name: 'missing', component: () => import('./MissingPage.vue'), meta: { open: true } },
]
