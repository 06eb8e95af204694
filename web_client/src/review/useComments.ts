/** The comments of one recording, kept up to date while somebody looks at them. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import {
  changeComment,
  deleteComment,
  readComments,
  resolveComment,
  writeComment,
  type Comment,
  type NewComment,
  type SaidComment,
} from '@/api/comments'

import { merged, threadsOf, type Thread } from './threads'

const EVERY_MS = 4000

export interface OpenComments {
  threads: ComputedRef<Thread[]>
  mayComment: Ref<boolean>
  /** Before the first answer. */
  loading: Ref<boolean>
  failure: Ref<unknown>
  read(): Promise<void>
  write(body: NewComment): Promise<Comment>
  change(id: string, body: SaidComment): Promise<void>
  resolve(id: string, resolved: boolean): Promise<void>
  remove(id: string): Promise<void>
}

/** In a component: read now and every few seconds, while the page is not hidden. */
export function useComments(recording: string): OpenComments {
  const { known, take, ...reading } = useReading(recording)

  async function write(body: NewComment): Promise<Comment> {
    const made = await writeComment(recording, body)
    take(made)
    return made
  }

  const change = async (id: string, body: SaidComment): Promise<void> => take(await changeComment(recording, id, body))
  const resolve = async (id: string, resolved: boolean): Promise<void> => take(await resolveComment(recording, id, resolved))

  async function remove(id: string): Promise<void> {
    await deleteComment(recording, id)
    const old = known.value.get(id)
    if (old) take({ ...old, text: '', drawing: null, deleted: true, may_delete: false })
    await reading.read()
  }
  return { ...reading, threads: computed(() => threadsOf(known.value)), write, change, resolve, remove }
}

type Reading = Pick<OpenComments, 'mayComment' | 'loading' | 'failure' | 'read'> & {
  known: ShallowRef<Map<string, Comment>>
  take(...fresh: Comment[]): void
}

function useReading(recording: string): Reading {
  const known = shallowRef<Map<string, Comment>>(new Map())
  const mayComment = ref(false)
  const loading = ref(true)
  const failure = ref<unknown>(null)
  let cursor: string | null = null
  let reading = false

  function take(...fresh: Comment[]): void {
    known.value = merged(known.value, fresh)
  }

  async function readOnce(): Promise<boolean> {
    const page = await readComments(recording, cursor)
    if (page.comments.length > 0) take(...page.comments)
    mayComment.value = page.may_comment
    cursor = page.cursor
    return page.more
  }

  async function read(): Promise<void> {
    if (reading) return
    reading = true
    try {
      while (await readOnce());
      failure.value = null
    } catch (error) {
      failure.value = error
    } finally {
      reading = loading.value = false
    }
  }

  const timer = setInterval(() => !document.hidden && void read(), EVERY_MS)
  onMounted(read)
  onBeforeUnmount(() => clearInterval(timer))
  return { known, take, mayComment, loading, failure, read }
}
