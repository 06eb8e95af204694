import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/terminals', name: 'terminals', component: () => import('./TerminalsPage.vue') }]
