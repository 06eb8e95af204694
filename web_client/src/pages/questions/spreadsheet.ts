/** Reads the first sheet of a file that a teacher has: XLSX, or text as Excel, WPS and others write it. */
import { rowsOf, rowsOfText, type Row } from './cells'

/** Why a file is not read; the words are `prepare.unreadable.NAME`. */
export type Unreadable = 'too_large' | 'old_excel' | 'damaged' | 'no_reader'

export class UnreadableFile extends Error {
  constructor(readonly why: Unreadable) {
    super(why)
  }
}

/** A hundred questions measure some tens of kB; pictures in a sheet are not read, but count. */
const MOST_BYTES = 5_000_000
/** Unpacked, of all parts of a workbook together. */
const MOST_UNPACKED = 60_000_000
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** What Excel wrote until 2003, and still does on demand. */
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0]

/** The rows that are not empty. Raises `UnreadableFile`. */
export async function rowsOfFile(file: Blob): Promise<Row[]> {
  if (file.size > MOST_BYTES) throw new UnreadableFile('too_large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (beginsWith(bytes, OLD_EXCEL)) throw new UnreadableFile('old_excel')
  return beginsWith(bytes, ZIP) ? rowsOfWorkbook(bytes) : rowsOfText(textOf(bytes))
}

function beginsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

/** Excel writes CSV in the encoding of its country unless it is told otherwise. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

async function rowsOfWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<Row[]> {
  if (unpacked(bytes) > MOST_UNPACKED) throw new UnreadableFile('too_large')
  const { readSheet } = await import('read-excel-file/universal').catch(() => {
    throw new UnreadableFile('no_reader')
  })
  try {
    return rowsOf((await readSheet(bytes.buffer)).map((row) => row.map(written)))
  } catch {
    throw new UnreadableFile('damaged')
  }
}

function written(cell: unknown): string {
  if (typeof cell === 'boolean') return cell ? 'true' : 'false'
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return cell === null || cell === undefined ? '' : String(cell)
}

/** How large the parts of a ZIP file are by its directory: the reader makes room for no more than is said there. */
function unpacked(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const DIRECTORY_ENTRY = 0x02014b50
  let sum = 0
  for (let at = 0; at + 46 <= bytes.length; at += 1) {
    if (view.getUint32(at, true) === DIRECTORY_ENTRY) sum += view.getUint32(at + 24, true)
  }
  return sum
}
