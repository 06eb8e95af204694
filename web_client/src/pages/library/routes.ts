import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/library', name: 'library', component: () => import('./LibraryPage.vue') }]
