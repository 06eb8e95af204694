/** What the classrooms have of a lesson's courseware, looked at again and again. */
import { computed, onBeforeUnmount, onMounted, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

import { listFetched, type CoursewareDocument, type FetchedBy } from '@/api/courseware'
import { filesOf } from '@/courseware/lessonfiles'
import { shareOf, sharesOf } from '@/courseware/ready'

const EVERY_MS = 5000

export interface FetchedOnPage {
  /** Null until the server has said it. */
  classrooms: ShallowRef<readonly FetchedBy[] | null>
  documents: ComputedRef<readonly CoursewareDocument[]>
  /** By document, the mean of the classrooms. */
  shares: ComputedRef<Record<string, number>>
  /** By classroom (its id is its member's), over all documents; empty while there is nothing to fetch. */
  byClassroom: ComputedRef<ReadonlyMap<string, number>>
}

/** In a component of somebody who may see the lesson. */
export function useFetched(lesson: string): FetchedOnPage {
  const files = filesOf(lesson)
  const classrooms = shallowRef<readonly FetchedBy[] | null>(null)
  const all = shallowRef(files.documents)
  const documents = computed(() => all.value.filter(({ state }) => state === 'ready'))
  const shares = computed(() => sharesOf(classrooms.value ?? [], documents.value))
  const byClassroom = computed(() => {
    const entries = documents.value.length > 0 ? (classrooms.value ?? []) : []
    return new Map(entries.map((entry) => [entry.classroom.id, shareOf(entry, documents.value)]))
  })

  async function look(): Promise<void> {
    // What could not be read this time is read the next.
    if (!document.hidden) classrooms.value = await listFetched(lesson).catch(() => classrooms.value)
  }

  const stopHearing = files.onChange(() => (all.value = files.documents))
  const timer = setInterval(() => void look(), EVERY_MS)
  onMounted(() => {
    void look()
    void files.open().catch(() => undefined)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    stopHearing()
  })
  return { classrooms, documents, shares, byClassroom }
}
