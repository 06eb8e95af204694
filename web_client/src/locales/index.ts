/** Every text of the main pages: each file under a language is a namespace with the file's name. */
import type { Language, Messages, Texts } from '@/i18n'

const files = import.meta.glob<Texts>(['./*/*.ts', '!./*/terminal.ts', '!./*/pupil.ts'], { eager: true, import: 'default' })

function gather(language: Language): Texts {
  const texts: Texts = {}
  for (const [path, file] of Object.entries(files)) {
    const match = /^\.\/([^/]+)\/([^/]+)\.ts$/.exec(path)
    if (match?.[1] === language && match[2]) texts[match[2]] = file
  }
  return texts
}

export const appMessages: Messages = { 'zh-CN': gather('zh-CN'), en: gather('en') }
