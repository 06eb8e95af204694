/** Cuts the text of a hit into what is said plainly and what was looked for. */

export interface Piece {
  text: string
  marked: boolean
}

/** The pieces of a text whose spans `marks` (`[from, to)`, in Unicode code points, in any order) are marked; together they are the text. */
export function piecesOf(text: string, marks: readonly (readonly [from: number, to: number])[]): Piece[] {
  const letters = [...text]
  const pieces: Piece[] = []
  let at = 0
  const put = (to: number, marked: boolean): void => {
    if (to > at) pieces.push({ text: letters.slice(at, to).join(''), marked })
    at = Math.max(at, to)
  }
  for (const [from, to] of [...marks].sort((one, other) => one[0] - other[0])) {
    put(Math.min(from, letters.length), false)
    put(Math.min(to, letters.length), true)
  }
  put(letters.length, false)
  return pieces
}
