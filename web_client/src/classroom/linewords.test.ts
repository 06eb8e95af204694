import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'

import en from '@/locales/en/classroom'
import zh from '@/locales/zh-CN/classroom'
import type { Line } from '@/protocol/messages'

import { lineWords } from './linewords'
import { line } from './testing/room'

const speaking = (locale: 'zh-CN' | 'en') => createI18n({ legacy: false, locale, messages: { 'zh-CN': { classroom: zh }, en: { classroom: en } } }).global
const inChinese = (change: Partial<Line>) => lineWords(line('a', change), (key, values) => speaking('zh-CN').t(key, values ?? {}))
const inEnglish = (change: Partial<Line>) => lineWords(line('a', change), (key, values) => speaking('en').t(key, values ?? {}))
const LOSSY = { quality: 'poor', picture: 'reduced', cause: 'loss', side: 'down', loss: 0.1 } as const

describe('the words for a line', () => {
  it('say what suffers and why, as a person would', () => {
    expect(inChinese(LOSSY)).toBe('声音正常，画面已降低：对方接收丢包 10%')
    expect(inEnglish(LOSSY)).toBe('Sound good, picture reduced: 10% loss on their side')
  })

  it('say first what is wrong with the devices there', () => {
    expect(inChinese({ devices: ['microphone_silent'] })).toBe('对方麦克风没有声音')
    expect(inEnglish({ ...LOSSY, devices: ['howling'] })).toBe(
      'Their loudspeaker feeds back; it plays lower now; Sound good, picture reduced: 10% loss on their side',
    )
  })

  it('are short where all is well', () => {
    expect(inChinese({})).toBe('声音和画面正常')
  })

  it('say that a picture is paused because the line is thin', () => {
    const thin = { quality: 'poor', picture: 'paused', cause: 'thin', side: 'down' } as const
    expect(inChinese(thin)).toBe('声音正常，画面已暂停：对方网络太慢')
  })

  it('tell a slow machine from a slow line', () => {
    const slow = { cause: 'device', side: 'up' } as const
    expect(inEnglish(slow)).toBe('Sound and picture good: their computer is too slow')
  })

  it('say nothing else of a line that is lost', () => {
    expect(inChinese({ ...LOSSY, quality: 'lost' })).toBe('连接中断，正在自动恢复')
  })

  it('exist for everything that can be the cause', () => {
    for (const cause of ['loss', 'delay', 'thin', 'device', 'server'] as const) {
      for (const side of ['up', 'down'] as const) expect(inEnglish({ cause, side })).not.toContain('classroom.')
    }
  })

  it('are none before anything is known', () => {
    expect(lineWords(undefined, (key) => key)).toBe('')
  })
})
