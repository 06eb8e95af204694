import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

import en from '@/locales/en/classroom'
import chinese from '@/locales/zh-CN/classroom'

it('has words in both languages for every error of the server', () => {
  const path = fileURLToPath(new URL('../protocol/schema.json', import.meta.url))
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { $defs: { ErrorCode: { enum: string[] } } }
  for (const { errors } of [chinese, en]) expect(Object.keys(errors)).toEqual(expect.arrayContaining(schema.$defs.ErrorCode.enum))
})
