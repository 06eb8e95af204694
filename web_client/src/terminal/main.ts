/** Entry of a classroom's terminal: light, without the teacher's and the library's pages. */
import { createApp } from 'vue'

import { createTranslations, currentLanguage } from '@/i18n'
import enClassroom from '@/locales/en/classroom'
import enCommon from '@/locales/en/common'
import enContent from '@/locales/en/content'
import enErrors from '@/locales/en/errors'
import enTerminal from '@/locales/en/terminal'
import zhClassroom from '@/locales/zh-CN/classroom'
import zhCommon from '@/locales/zh-CN/common'
import zhContent from '@/locales/zh-CN/content'
import zhErrors from '@/locales/zh-CN/errors'
import zhTerminal from '@/locales/zh-CN/terminal'
import '@/ui/tokens.css'
import '@/ui/base.css'

import { takeKey } from './key'
import TerminalApp from './TerminalApp.vue'

const messages = {
  'zh-CN': { classroom: zhClassroom, common: zhCommon, content: zhContent, errors: zhErrors, terminal: zhTerminal },
  en: { classroom: enClassroom, common: enCommon, content: enContent, errors: enErrors, terminal: enTerminal },
}

createApp(TerminalApp, { terminalKey: takeKey(window.location, localStorage) })
  .use(createTranslations(messages, currentLanguage()))
  .mount('#app')
