/** Entry of the teacher's and the library's pages. The terminal has an entry of its own. */
import { createPinia } from 'pinia'
import { createApp } from 'vue'

import App from './App.vue'
import { createTranslations, currentLanguage } from './i18n'
import { appMessages } from './locales'
import { router } from './router'
import './ui/tokens.css'
import './ui/base.css'

createApp(App)
  .use(createPinia())
  .use(createTranslations(appMessages, currentLanguage()))
  .use(router)
  .mount('#app')
