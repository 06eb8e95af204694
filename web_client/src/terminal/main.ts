/** Entry of a classroom's terminal: light, without the teacher's and the library's pages. */
import { createApp } from 'vue'

import { createTranslations, currentLanguage } from '@/i18n'
import '@/ui/tokens.css'
import '@/ui/base.css'

import { takeKey } from './key'
import TerminalApp from './TerminalApp.vue'
import { terminalMessages } from './texts'

createApp(TerminalApp, { terminalKey: takeKey(window.location, localStorage) })
  .use(createTranslations(terminalMessages, currentLanguage()))
  .mount('#app')
