/** Cuts the text of a table into cells: rows copied from a spreadsheet (tabs), or a CSV file. */

/** One row with its number as spreadsheets count them, from 1. */
export interface Row {
  number: number
  cells: string[]
}

/** Tabs where there are any, else semicolons where the first line has no comma: some spreadsheets write those. */
function separatorOf(text: string): string {
  if (text.includes('\t')) return '\t'
  const first = text.split('\n', 1)[0] ?? ''
  return !first.includes(',') && first.includes(';') ? ';' : ','
}

/** The rows that are not empty, with quotes as spreadsheets write them. */
export function rowsOfText(table: string): Row[] {
  const text = table.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const separator = separatorOf(text)
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') cell += text.charAt((at += 1))
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator || character === '\n') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (character === '\n') rows.push([])
    } else cell += character
  }
  rows.at(-1)?.push(cell)
  return rowsOf(rows)
}

/** Number the rows, trim their cells, and leave the empty ones out. */
export function rowsOf(rows: readonly (readonly string[])[]): Row[] {
  return rows.map((cells, n) => ({ number: n + 1, cells: cells.map((cell) => cell.trim()) })).filter(({ cells }) => cells.some(Boolean))
}
