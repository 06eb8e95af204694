/** Brings files beside a recording: a few at a time, with how far each has come. */
import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue'

import { sendAttachment, type Attachment } from '@/api/attachments'
import { Uploads, type UploadView } from '@/courseware/uploads'

export interface Attaching {
  uploads: ShallowRef<readonly UploadView[]>
  send(kind: Attachment['kind'], files: readonly File[]): void
  resume(upload: number): void
  drop(upload: number): void
}

/** In a component; `done` is called when a file has arrived. */
export function useAttaching(recording: string, done: () => Promise<void>): Attaching {
  const uploads = shallowRef<readonly UploadView[]>([])
  const kinds = new WeakMap<File, Attachment['kind']>()
  const sender = new Uploads(
    (file, events) => sendAttachment(recording, kinds.get(file) ?? 'attachment', file, events),
    (views) => (uploads.value = views),
    () => void done(),
  )
  onBeforeUnmount(() => sender.close())
  return {
    uploads,
    send: (kind, files) => {
      files.forEach((file) => kinds.set(file, kind))
      sender.add(files)
    },
    resume: (upload) => sender.resume(upload),
    drop: (upload) => sender.drop(upload),
  }
}
