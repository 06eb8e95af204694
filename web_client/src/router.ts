/** Which address shows which page. Every folder of pages names its own routes in `routes.ts`. */
import { createRouter, createWebHistory, type RouteRecordRaw, START_LOCATION } from 'vue-router'

import { useSignIn } from './api/signin'
import { isMissingPart } from './missingpart'

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

router.onError((error, to, from) => {
  // The server was renewed under this page: the next one comes whole. A first page would only come again.
  if (isMissingPart(error) && from !== START_LOCATION) window.location.assign(to.fullPath)
})
