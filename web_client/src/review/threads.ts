/** Comments as a panel lists them: in the order of the lesson, each with its answers. */
import type { Comment } from '@/api/comments'
import type { Mark } from '@/replay/handle'

export interface Thread {
  comment: Comment
  answers: Comment[]
}

/** What is known with what has come: the newer of two versions counts. */
export function merged(known: ReadonlyMap<string, Comment>, fresh: readonly Comment[]): Map<string, Comment> {
  const all = new Map(known)
  for (const comment of fresh) {
    const old = all.get(comment.id)
    if (!old || old.changed_at <= comment.changed_at) all.set(comment.id, comment)
  }
  return all
}

const bySaid = (a: Comment, b: Comment): number => a.created_at - b.created_at || a.id.localeCompare(b.id)
const byMoment = (a: Thread, b: Thread): number => a.comment.at_ms - b.comment.at_ms || bySaid(a.comment, b.comment)

/** Threads in the order of the lesson. A deleted comment keeps its place only for the answers to it. */
export function threadsOf(comments: ReadonlyMap<string, Comment>): Thread[] {
  const all = [...comments.values()]
  const threads = all
    .filter((one) => one.parent === null)
    .map((comment) => ({ comment, answers: all.filter((one) => one.parent === comment.id && !one.deleted).sort(bySaid) }))
  return threads.filter(({ comment, answers: given }) => !comment.deleted || given.length > 0).sort(byMoment)
}

/** How the threads stand on the time line, those that are resolved left out. */
export function marksOf(threads: readonly Thread[], open: (id: string) => void): Mark[] {
  return threads
    .filter(({ comment }) => !comment.resolved && !comment.deleted)
    .map(({ comment }) => ({
      key: comment.id,
      start: comment.at_ms / 1000,
      end: (comment.until_ms ?? comment.at_ms) / 1000,
      label: [comment.author?.name, comment.text].filter(Boolean).join('：').slice(0, 120),
      open: () => open(comment.id),
    }))
}

/** The ids of those of the people whose names, with an `@` before them, are still in the text. */
export function namedIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  const named = new Set(pieces(text, people).filter((piece) => piece.named).map((piece) => piece.text))
  return [...new Set(people.filter(({ name }) => named.has(`@${name}`)).map(({ id }) => id))]
}

/** What is being typed after an `@` before the caret; null while nobody is being named. */
export function naming(text: string, caret: number): string | null {
  return /@([^\s@，。；：！？,.;:!?]{0,20})$/.exec(text.slice(0, caret))?.[1] ?? null
}

/** A text in pieces, those that name somebody marked. */
export function pieces(text: string, people: readonly { name: string }[]): { text: string; named: boolean }[] {
  const names = people.map(({ name }) => `@${name}`).filter((name) => name.length > 1)
  if (names.length === 0) return [{ text, named: false }]
  const longest = [...names].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(${longest.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`)
  return text
    .split(pattern)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, named: names.includes(piece) }))
}
