/** Sends one file by tus 1.0; the only file that knows tus-js-client. */
import { DetailedError, Upload, type HttpResponse } from 'tus-js-client'

import { ApiError, csrfHeaders } from '@/api/request'

import type { Sending, SendingEvents } from './uploads'

/** A proxy on the way may take no larger bodies; so much is sent twice at most after a break. */
const CHUNK_BYTES = 8 * 1024 * 1024
const RETRY_MS = [0, 1000, 3000, 5000, 10_000]

/** Send a file into a lesson, or go on where it was broken off on this device. */
export function sendFile(lesson: string, file: File, events: SendingEvents): Sending {
  return sendTo(`/api/lessons/${lesson}/uploads`, file, {}, events)
}

/** Send a file to an address that takes uploads, with what is said of it. */
export function sendTo(endpoint: string, file: File, said: Record<string, string>, events: SendingEvents): Sending {
  const upload = new Upload(file, {
    endpoint,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    headers: csrfHeaders(),
    metadata: { ...said, filename: file.name, filetype: file.type },
    removeFingerprintOnSuccess: true,
    onProgress: (sent) => events.onProgress(sent),
    onSuccess: () => events.onDone(),
    onError: (error) => tell(error, events),
    onShouldRetry: (error) => isPassing(error.originalResponse),
  })
  void begin(upload)
  return { stop: () => void upload.abort(false), drop: () => void upload.abort(true).catch(() => undefined) }
}

async function begin(upload: Upload): Promise<void> {
  const [before] = await upload.findPreviousUploads()
  if (before) upload.resumeFromPreviousUpload(before)
  upload.start()
}

/** Nobody answered, the server is busy or ill, or another request holds the upload still. */
function isPassing(response: HttpResponse | null): boolean {
  const status = response?.getStatus() ?? 0
  return status === 0 || status >= 500 || status === 409 || status === 423 || status === 429
}

function tell(error: Error | DetailedError, events: SendingEvents): void {
  const response = error instanceof DetailedError ? error.originalResponse : null
  if (isPassing(response) && response?.getStatus() !== 507) events.onAway()
  else events.onFailed(problemOf(response, error))
}

function problemOf(response: HttpResponse | null, error: Error): ApiError {
  const status = response?.getStatus() ?? 0
  try {
    const { code, text, todo } = (JSON.parse(response?.getBody() ?? '') as { error: { code: string; text: string; todo?: string } }).error
    return new ApiError(status, code, text, todo)
  } catch {
    return new ApiError(status, 'unexpected_answer', error.message)
  }
}
