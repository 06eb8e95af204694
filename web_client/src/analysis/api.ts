/** What a recording says of itself, over REST. */
import { request } from '@/api/request'

import type { Analysis, Fitness } from './types'

export function getAnalysis(recording: string): Promise<Analysis> {
  return request(`/api/recordings/${recording}/analysis`)
}

/** Where the same lies as a workbook. */
export const workbookAddress = (recording: string): string => `/api/recordings/${recording}/analysis.xlsx`

export function getFitness(recording: string): Promise<Fitness> {
  return request(`/api/recordings/${recording}/fitness`)
}
