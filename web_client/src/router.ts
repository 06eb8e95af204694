/** Which address shows which page. Every folder of pages names its own routes in `routes.ts`. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import { useSignIn } from './api/signin'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page may be seen without being signed in. */
    open?: boolean
  }
}

const files = import.meta.glob<RouteRecordRaw[]>('./pages/*/routes.ts', { eager: true, import: 'routes' })

export const router = createRouter({
  history: createWebHistory(),
  routes: Object.values(files).flat(),
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const signIn = useSignIn()
  if (await signIn.check()) return true
  return { name: 'signin', query: to.path === '/' ? {} : { next: to.fullPath } }
})
