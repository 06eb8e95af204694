/** The texts that a classroom's screen needs: its own and those of the tools of a lesson, none of the other pages. */
import type { Language, Messages, Texts } from '@/i18n'

const files = import.meta.glob<Texts>('../locales/*/{board,classroom,common,content,errors,questions,run,terminal,watch}.ts', {
  eager: true,
  import: 'default',
})

function gather(language: Language): Texts {
  const own = Object.entries(files).filter(([path]) => path.includes(`/${language}/`))
  return Object.fromEntries(own.map(([path, texts]) => [path.replace(/^.*\/|\.ts$/g, ''), texts]))
}

export const terminalMessages: Messages = { 'zh-CN': gather('zh-CN'), en: gather('en') }
