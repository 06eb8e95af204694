import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/analysis/:id', name: 'analysis', component: () => import('./AnalysisPage.vue'), props: true, meta: { open: true } },
]
