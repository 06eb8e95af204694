import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/trash', name: 'trash', component: () => import('./TrashPage.vue') }]
