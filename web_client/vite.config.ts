import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

import { terminalChunks } from './chunks'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const pages = ['index', 'terminal', 'pupil'].filter((page) => existsSync(here(`${page}.html`)))
const control = 'http://127.0.0.1:8080'

/** The development server answers `/terminal` and `/a/…` as the product does, each with its own page. */
const terminalPage = {
  name: 'terminal-page',
  configureServer(server: { middlewares: { use(next: unknown): void } }): void {
    server.middlewares.use((request: { url?: string }, _response: unknown, next: () => void) => {
      if (request.url === '/terminal') request.url = '/terminal.html'
      if (/^\/a(\/[^/]*)?$/.test(request.url ?? '')) request.url = '/pupil.html'
      next()
    })
  },
}

/** Names the build in every page: a terminal that runs for weeks finds out by it that there is a newer one. */
const buildName = {
  name: 'build-name',
  apply: 'build' as const,
  transformIndexHtml: {
    order: 'post' as const,
    handler(html: string): string {
      // The page names its assets by the hash of their content.
      const name = createHash('sha256').update(html).digest('hex').slice(0, 12)
      return html.replace('<head>', `<head>\n    <meta name="build" content="${name}" />`)
    },
  },
}

export default defineConfig({
  plugins: [vue(), terminalPage, buildName],
  resolve: { alias: { '@': here('./src') } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  build: {
    // What loads what: the tests read from it how much a terminal loads at first.
    manifest: true,
    // The oldest browsers that we promise a lesson on: classroom terminals are replaced slowly.
    target: ['chrome94', 'edge94', 'firefox102', 'safari15.4'],
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // The charts' library, which only pages with charts load, and then alone.
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      input: pages.map((page) => here(`${page}.html`)),
      output: { manualChunks: terminalChunks(), onlyExplicitManualChunks: true },
    },
  },
  server: {
    proxy: {
      '/api': control,
      '/healthz': control,
      '/signal': { target: control, ws: true },
    },
  },
  test: { environment: 'node', include: ['*.test.ts', 'src/**/*.test.ts'] },
})
