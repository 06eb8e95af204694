/** Lets the player do without what a server has not. */
import { ApiError } from '@/api/request'

/** What was asked for, or null where the server has nothing of it. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError) return null
    throw error
  }
}
