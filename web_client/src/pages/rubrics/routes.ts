import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/rubrics', name: 'rubrics', component: () => import('./RubricsPage.vue') }]
