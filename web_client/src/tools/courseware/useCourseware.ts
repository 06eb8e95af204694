/** A lesson's documents as its teacher works with them: what the server has, what is being sent, and what can be done. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import * as api from '@/api/courseware'
import type { CoursewareDocument } from '@/api/courseware'
import { moved } from '@/courseware/order'
import { filesOf } from '@/courseware/lessonfiles'
import { Uploads, type Sending, type SendingEvents, type UploadView } from '@/courseware/uploads'
import { toastError } from '@/ui/toast'

/** While something is being converted its progress is looked at so often, else only what a second teacher has done. */
const BUSY_MS = 1500
const CALM_MS = 15_000
/** A server that was away is asked again so often whether it takes the rest of a file. */
const RESUME_MS = 15_000

interface Listing {
  documents: ShallowRef<readonly CoursewareDocument[]>
  /** Why the list could not be read the last time. */
  failure: ShallowRef<unknown>
  loaded: Ref<boolean>
  refresh(): Promise<void>
}

/** What can be done with the documents; an error is told to the person. */
interface Actions {
  rename(document: string, title: string): Promise<void>
  remove(document: string): Promise<void>
  retry(document: string): Promise<void>
  copy(document: string): Promise<void>
  /** Move a document `by` places up (-1) or down (1). */
  move(document: string, by: number): Promise<void>
}

interface Sent {
  uploads: ShallowRef<readonly UploadView[]>
  send(files: Iterable<File>): void
  resume(upload: number): void
  drop(upload: number): void
}

/** In a component. `known` are the ids of the documents in the room: when they change the list is read at once. */
export function useCourseware(lesson: string, known: () => string): Listing & Actions & Sent {
  const listing = useListing(lesson, known)
  return { ...listing, ...actions(lesson, listing), ...useUploads(lesson, listing.refresh) }
}

function useListing(lesson: string, known: () => string): Listing {
  const files = filesOf(lesson)
  const documents = shallowRef(files.documents)
  const failure = shallowRef<unknown>(null)
  const loaded = ref(false)
  const isBusy = computed(() => documents.value.some(({ state }) => state === 'waiting' || state === 'converting'))
  let timer: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    try {
      await files.refresh()
      failure.value = null
      loaded.value = true
    } catch (error) {
      failure.value = error
    }
  }

  async function look(): Promise<void> {
    clearTimeout(timer)
    if (!document.hidden) await refresh()
    clearTimeout(timer)
    timer = setTimeout(() => void look(), isBusy.value ? BUSY_MS : CALM_MS)
  }

  const stopHearing = files.onChange(() => (documents.value = files.documents))
  onMounted(look)
  watch([known, isBusy], look)
  onBeforeUnmount(() => {
    clearTimeout(timer)
    stopHearing()
  })
  return { documents, failure, loaded, refresh }
}

function actions(lesson: string, { documents, refresh }: Listing): Actions {
  async function change(action: () => Promise<unknown>): Promise<void> {
    await action().catch(toastError)
    await refresh()
  }
  return {
    rename: (id, title) => change(() => api.renameDocument(lesson, id, title)),
    remove: (id) => change(() => api.removeDocument(lesson, id)),
    retry: (id) => change(() => api.retryDocument(lesson, id)),
    copy: (id) => change(() => api.copyDocument(lesson, id)),
    move: (id, by) => {
      const order = documents.value.map((document) => document.id)
      return change(() => api.orderDocuments(lesson, moved(order, id, by)))
    },
  }
}

function useUploads(lesson: string, done: () => Promise<void>): Sent {
  const uploads = shallowRef<readonly UploadView[]>([])
  const sender = new Uploads(
    (file, events) => sendLazily(lesson, file, events),
    (views) => (uploads.value = views),
    () => void done(),
  )
  const again = (): void => sender.resume()
  const timer = setInterval(() => {
    if (uploads.value.some(({ state }) => state === 'away')) again()
  }, RESUME_MS)
  onMounted(() => window.addEventListener('online', again))
  onBeforeUnmount(() => {
    clearInterval(timer)
    window.removeEventListener('online', again)
    sender.close()
  })
  return {
    uploads,
    send: (files) => sender.add(files),
    resume: (upload) => sender.resume(upload),
    drop: (upload) => sender.drop(upload),
  }
}

/** Most lessons send nothing: the client for it comes with the first file. */
function sendLazily(lesson: string, file: File, events: SendingEvents): Sending {
  let sending: Sending | null = null
  let hasLeft = false
  import('@/courseware/tus').then(({ sendFile }) => {
    if (!hasLeft) sending = sendFile(lesson, file, events)
  }, events.onAway)
  const leave = (how: 'stop' | 'drop'): void => {
    hasLeft = true
    sending?.[how]()
  }
  return { stop: () => leave('stop'), drop: () => leave('drop') }
}
