import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/watch/:id', name: 'watch', component: () => import('./WatchPage.vue') }]
