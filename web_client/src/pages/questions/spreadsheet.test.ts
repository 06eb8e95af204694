import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { rowsOfFile, UnreadableFile } from './spreadsheet'

const DATA = join(import.meta.dirname, '../../../../tests/data/questions')
const file = (content: BlobPart) => new Blob([content])

it('reads the first sheet of a workbook, numbers and all', async () => {
  const rows = await rowsOfFile(file(readFileSync(join(DATA, 'set.xlsx'))))
  expect(rows).toEqual([
    { number: 1, cells: ['题目', '选项A', '选项B', '答案', '限时（秒）'] },
    { number: 3, cells: ['2 + 2 = ?', '3', '4', 'B', '30'] },
  ])
})

it('reads a text as Excel writes it in China', async () => {
  // 题目,答案 in GB18030.
  const bytes = new Uint8Array([0xcc, 0xe2, 0xc4, 0xbf, 0x2c, 0xb4, 0xf0, 0xb0, 0xb8])
  expect((await rowsOfFile(file(bytes)))[0]?.cells).toEqual(['题目', '答案'])
})

it('says what it does not read', async () => {
  const why = (content: BlobPart) => rowsOfFile(file(content)).catch((thrown: UnreadableFile) => thrown.why)
  expect(await why(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('old_excel')
  expect(await why(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0]))).toBe('damaged')
  expect(await why(new Uint8Array(5_000_001))).toBe('too_large')
})

it('unpacks no more than a workbook can need', async () => {
  const bomb = new Uint8Array(readFileSync(join(DATA, 'set.xlsx')))
  const at = bomb.findIndex((_, n) => bomb[n] === 0x50 && bomb[n + 1] === 0x4b && bomb[n + 2] === 0x01 && bomb[n + 3] === 0x02)
  new DataView(bomb.buffer).setUint32(at + 24, 2_000_000_000, true)
  await expect(rowsOfFile(file(bomb))).rejects.toMatchObject({ why: 'too_large' })
})
