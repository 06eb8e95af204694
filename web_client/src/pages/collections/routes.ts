import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/collections', name: 'collections', component: () => import('./CollectionsPage.vue') },
  { path: '/collections/:id', name: 'collection', component: () => import('./CollectionPage.vue'), props: true },
  { path: '/courses/:id', name: 'course', component: () => import('./CoursePage.vue'), props: true },
]
