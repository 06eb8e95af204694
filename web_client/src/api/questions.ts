/** Question sets, and who has answered what, over REST. */
import type { Draft } from '@/tools/questions/draft'

import { request } from './request'

export interface QuestionSet {
  id: string
  title: string
  changed_at: number
  questions: Draft[]
}

export interface SeatAnswer {
  place: string
  place_name: string
  way: 'class' | 'hands' | 'phone'
  seat: number | null
  name: string
  given: string[]
  counts: Record<string, number>
  pressed_at: number
  right: boolean | null
}

export interface TakenSeat {
  place: string
  place_name: string
  seat: number
  connected: boolean
}

export async function listSets(): Promise<QuestionSet[]> {
  return (await request<{ sets: QuestionSet[] }>('/api/question-sets')).sets
}

export function makeSet(title: string, questions: readonly Draft[]): Promise<QuestionSet> {
  return request('/api/question-sets', { method: 'POST', body: { title, questions } })
}

export function changeSet(set: QuestionSet): Promise<QuestionSet> {
  return request(`/api/question-sets/${set.id}`, { method: 'PUT', body: { title: set.title, questions: set.questions } })
}

export async function deleteSet(id: string): Promise<void> {
  await request(`/api/question-sets/${id}`, { method: 'DELETE' })
}

/** The sets that are at hand in a lesson. */
export async function setsOf(lesson: string): Promise<QuestionSet[]> {
  return (await request<{ sets: QuestionSet[] }>(`/api/lessons/${lesson}/question-sets`)).sets
}

export async function attachSets(lesson: string, sets: readonly string[]): Promise<QuestionSet[]> {
  return (await request<{ sets: QuestionSet[] }>(`/api/lessons/${lesson}/question-sets`, { method: 'PUT', body: { sets } })).sets
}

/** Who has answered what; for the lesson's teacher alone. */
export async function answersTo(lesson: string, question: string): Promise<SeatAnswer[]> {
  return (await request<{ answers: SeatAnswer[] }>(`/api/lessons/${lesson}/questions/${question}/answers`)).answers
}

export async function seatsOf(lesson: string): Promise<TakenSeat[]> {
  return (await request<{ seats: TakenSeat[] }>(`/api/lessons/${lesson}/seats`)).seats
}

export async function freeSeat(lesson: string, place: string, seat: number): Promise<void> {
  await request(`/api/lessons/${lesson}/seats/free`, { method: 'POST', body: { place, seat } })
}

/** Where all answers of a lesson are to be had as a table. */
export function tableAddress(lesson: string): string {
  return `/api/lessons/${lesson}/answers.csv`
}

/** Where the workbook is to be had in which questions are written outside of these pages. */
export function templateAddress(language: string): string {
  return `/api/question-sets/template.xlsx?language=${encodeURIComponent(language)}`
}
