import { describe, expect, it } from 'vitest'

import en from '@/locales/en/classroom'
import zh from '@/locales/zh-CN/classroom'

import { OWN_PAUSED, pictureWords } from './noted'

const textsOf = (reason: string, heard: boolean) => {
  const key = pictureWords(reason, heard).split('.').at(-1) as keyof typeof zh.picture
  return [zh.picture[key], en.picture[key]]
}

describe('the words over a picture that is not sent', () => {
  it('say whose line is too slow', () => {
    expect(textsOf('line_too_thin', true)[0]).toBe('画面已暂停：网络太慢，声音继续')
    expect(textsOf('sender_too_thin', true)[0]).toBe('画面已暂停：对方上行网络太慢，声音继续')
    expect(textsOf(OWN_PAUSED.reason, true)[0]).toBe('画面已暂停发送：上行网络太慢，声音继续')
  })

  it.each(['line_too_thin', 'sender_too_thin', 'no_codec', 'overloaded', OWN_PAUSED.reason])('exist in both languages for %s', (reason) => {
    for (const heard of [true, false]) expect(textsOf(reason, heard).every(Boolean)).toBe(true)
  })
})
