/** Which school's recordings are "my school's". */
import type { RoleGrant } from '@/api/types'

/** Those who belong to one school; the others look over several. */
const OF_A_SCHOOL: ReadonlySet<string> = new Set(['teacher', 'assistant'])

/** The id of the school where the person teaches; null for somebody who belongs to none. */
export function ownSchool(roles: readonly RoleGrant[]): string | null {
  return roles.find(({ role }) => OF_A_SCHOOL.has(role))?.scope ?? null
}
