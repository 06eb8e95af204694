/** The letters of texts on the board: one font and one measure for all screens. */

export const FONT = "'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
/** The height of a line by the size of its letters. */
export const LINE_HEIGHT = 1.35
/** As many characters and lines the server takes. */
export const LONGEST_TEXT = 500
export const MOST_LINES = 20

/** The width of a line by the size of its letters, a little generous: Chinese letters are square, others narrower. */
export function textWidth(line: string): number {
  let width = 0
  for (const letter of line) width += /[ -ɏ]/.test(letter) ? 0.62 : 1.02
  return width
}

/** What of a typed text can be sent: no control characters, no empty lines at its ends, within the bounds. */
export function cleanText(typed: string): string {
  const lines = typed.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n')
  const printable = lines.map((line) => line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '').replace(/\p{Zs}/gu, ' ').trimEnd())
  return printable.slice(0, MOST_LINES).join('\n').slice(0, LONGEST_TEXT).replace(/^\n+|\s+$/g, '')
}
