/** Which language a screen speaks: Chinese unless the person or the browser says English. */
import type { Plugin } from 'vue'
import { createI18n } from 'vue-i18n'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export type Texts = { [key: string]: string | Texts }
export type Messages = Record<Language, Texts>

const KEPT_AS = 'tongke.language'

/** The language chosen before on this device, else the browser's, else zh-CN. */
export function currentLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS)
  if (LANGUAGES.includes(kept as Language)) return kept as Language
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

/** Remember the language on this device and mark the document with it. */
export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language)
  document.documentElement.lang = language
}

/** Make the vue-i18n plugin; `useI18n()` then gives `t` and `locale` in every component. */
export function createTranslations(messages: Messages, language: Language): Plugin {
  document.documentElement.lang = language
  return createI18n({ legacy: false, locale: language, fallbackLocale: 'zh-CN', messages })
}
