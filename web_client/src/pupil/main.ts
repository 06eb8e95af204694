/** Entry of the page on which pupils answer with their own phones: the lightest of all, without an account. */
import { createApp } from 'vue'

import { createTranslations, currentLanguage } from '@/i18n'
import enPupil from '@/locales/en/pupil'
import zhPupil from '@/locales/zh-CN/pupil'
import '@/ui/tokens.css'
import '@/ui/base.css'

import { linkIn } from './link'
import PupilApp from './PupilApp.vue'

createApp(PupilApp, { link: linkIn(window.location.pathname) })
  .use(createTranslations({ 'zh-CN': { pupil: zhPupil }, en: { pupil: enPupil } }, currentLanguage()))
  .mount('#app')
