import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/technician', name: 'technician', component: () => import('./TechnicianPage.vue') }]
