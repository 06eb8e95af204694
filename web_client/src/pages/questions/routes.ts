import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/questions', name: 'questions', component: () => import('./QuestionsPage.vue') }]
