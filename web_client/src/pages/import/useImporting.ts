/** Films on their way in: sent a few at a time, then worked on by the server. */
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

import { listImports, type Imports } from '@/api/exports'
import { sendTo } from '@/courseware/tus'
import { Uploads, type UploadView } from '@/courseware/uploads'
import { useRefreshed } from '@/ui/useRefreshed'

/** What is said of a film besides its name; empty where nothing is. */
export interface Said {
  subject: string
  grade: string
  /** Unix milliseconds. */
  taught_at: string
  teacher: string
}

export interface Importing {
  uploads: ShallowRef<readonly UploadView[]>
  content: ShallowRef<Imports | null>
  failure: ShallowRef<unknown>
  load(): Promise<void>
  send(films: Iterable<File>, said: Said): void
  resume(id: number): void
  drop(id: number): void
}

const EVERY_MS = 2000

export function useImporting(): Importing {
  const uploads = shallowRef<readonly UploadView[]>([])
  const words = new WeakMap<File, Record<string, string>>()
  const { content, failure, load } = useRefreshed(listImports, EVERY_MS)
  const sender = new Uploads(
    (film, events) => sendTo('/api/imports', film, words.get(film) ?? {}, events),
    (views) => (uploads.value = views),
    () => void load(),
  )
  const resumeAll = (): void => sender.resume()
  onMounted(() => window.addEventListener('online', resumeAll))
  onBeforeUnmount(() => {
    window.removeEventListener('online', resumeAll)
    sender.close()
  })

  function send(films: Iterable<File>, said: Said): void {
    const list = [...films]
    const known = Object.fromEntries(Object.entries(said).filter(([, word]) => word !== ''))
    list.forEach((film) => words.set(film, known))
    sender.add(list)
  }
  return { uploads, content, failure, load, send, resume: (id) => sender.resume(id), drop: (id) => sender.drop(id) }
}
