/** Rubrics, review rounds and their scores over REST. */
import type { PersonName } from './comments'
import { request } from './request'

export interface Level {
  title: string
  percent: number
}

export interface RubricItem {
  id: string
  title: string
  text: string
  weight: number
  levels: Level[]
}

export interface RubricBody {
  title: string
  text: string
  items: RubricItem[]
}

export interface Rubric extends RubricBody {
  id: string
  preset: boolean
  mine: boolean
  owner: string | null
  scope: string | null
  scope_name: string
  changed_at: number | null
}

export interface NamedScope {
  id: string
  name: string
}

export interface RoundMember extends PersonName {
  submitted: number
}

/** Lessons of one title are told apart by whose they were and when. */
export interface RoundRecording {
  id: string
  title: string
  teacher: string
  taught_at: number
}

export interface Round {
  id: string
  title: string
  text: string
  blind: boolean
  deadline: number | null
  created_at: number
  closed_at: number | null
  owner: PersonName | null
  mine: boolean
  member: boolean
  over: boolean
  revealed: boolean
  due: number
  submitted: number
  recordings: RoundRecording[]
  members: RoundMember[]
  rubric: RubricBody
}

export interface RoundWish {
  title: string
  text: string
  recordings: string[]
  members: string[]
  deadline: number | null
}

export interface ItemScore {
  points: number | null
  text: string
}

export interface MomentScore {
  at_ms: number
  item: string | null
  points: number | null
  text: string
}

export interface Sheet {
  items: Record<string, ItemScore>
  moments: MomentScore[]
  text: string
}

export interface SheetCard {
  recording: string
  person: PersonName
  mine: boolean
  sheet: Sheet
  total: number | null
  changed_at: number
  submitted_at: number | null
}

export interface Spread {
  count: number
  mean: number
  median: number
  deviation: number | null
  least: number
  most: number
}

export interface RecordingSummary {
  recording: string
  title: string
  items: Record<string, Spread>
  total: Spread | null
  members: { person: PersonName; items: Record<string, number>; total: number | null }[]
  notes: { person: PersonName; item: string | null; at_ms: number | null; points: number | null; text: string }[]
}

export interface RoundSummary {
  round: Round
  recordings: RecordingSummary[]
}

export function listRubrics(): Promise<{ rubrics: Rubric[]; scopes: NamedScope[] }> {
  return request('/api/rubrics')
}

export function makeRubric(body: RubricBody & { scope: string | null }): Promise<Rubric> {
  return request('/api/rubrics', { method: 'POST', body })
}

export function changeRubric(id: string, body: RubricBody & { scope: string | null }): Promise<Rubric> {
  return request(`/api/rubrics/${id}`, { method: 'PUT', body })
}

export async function deleteRubric(id: string): Promise<void> {
  await request(`/api/rubrics/${id}`, { method: 'DELETE' })
}

/** A page of the rounds that one has made or is in, the newest first. */
export interface RoundsPage {
  pages: number
  rounds: Round[]
}

export function listRounds(page: number): Promise<RoundsPage> {
  return request(`/api/rounds?page=${page}`)
}

export async function roundsOf(recording: string): Promise<Round[]> {
  return (await request<{ rounds: Round[] }>(`/api/recordings/${recording}/rounds`)).rounds
}

export function getRound(id: string): Promise<Round> {
  return request(`/api/rounds/${id}`)
}

export function makeRound(body: RoundWish & { rubric: string; blind: boolean }): Promise<Round> {
  return request('/api/rounds', { method: 'POST', body })
}

export function changeRound(id: string, body: RoundWish): Promise<Round> {
  return request(`/api/rounds/${id}`, { method: 'PUT', body })
}

export function closeRound(id: string, closed: boolean): Promise<Round> {
  return request(`/api/rounds/${id}/closed`, { method: 'POST', body: { closed } })
}

export async function deleteRound(id: string): Promise<void> {
  await request(`/api/rounds/${id}`, { method: 'DELETE' })
}

/** One's own sheets; with a recording also the others' that may be read. */
export async function readScores(round: string, recording?: string): Promise<SheetCard[]> {
  const query = recording ? `?recording=${recording}` : ''
  return (await request<{ sheets: SheetCard[] }>(`/api/rounds/${round}/scores${query}`)).sheets
}

export function writeScores(round: string, recording: string, body: Sheet): Promise<SheetCard> {
  return request(`/api/rounds/${round}/scores/${recording}`, { method: 'PUT', body })
}

export function submitScores(round: string, recording: string): Promise<SheetCard> {
  return request(`/api/rounds/${round}/scores/${recording}/submit`, { method: 'POST', body: {} })
}

export async function returnScores(round: string, recording: string, member: string): Promise<void> {
  await request(`/api/rounds/${round}/scores/${recording}/return`, { method: 'POST', body: { member } })
}

export function readSummary(round: string): Promise<RoundSummary> {
  return request(`/api/rounds/${round}/summary`)
}

/** Where the results are to be had as a workbook, and for printing. */
export const workbookAddress = (round: string): string => `/api/rounds/${round}/summary.xlsx`
export const paperAddress = (round: string): string => `/api/rounds/${round}/summary.pdf`
