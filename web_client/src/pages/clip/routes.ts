import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/c/:token', name: 'shared', component: () => import('./SharedPage.vue'), props: true, meta: { open: true } },
  { path: '/clips', name: 'clips', component: () => import('./ClipsPage.vue') },
  { path: '/reels/:id', name: 'reel', component: () => import('./ReelPage.vue'), props: true },
]
