/** Draws a cover for a recording that has no picture: a colour and a sign by its subject. */

/** As many as the style sheet has colours for. */
export const SHADES = 6

/** The subjects of a school by shade, so that those that are taught most differ; the sign is the subject's usual short form. */
const KNOWN: readonly Readonly<Record<string, string>>[] = [
  { 语文: '文', 历史: '史', 书法: '书', 蒙古语文: '蒙' },
  { 数学: '数', 物理: '物', 信息技术: '信', 信息科技: '信' },
  { 英语: '英', 美术: '美' },
  { 道德与法治: '德', 政治: '政', 劳动: '劳' },
  { 科学: '科', 生物: '生', 地理: '地' },
  { 音乐: '音', 体育: '体', 化学: '化' },
]

export interface Cover {
  sign: string
  /** 0 to `SHADES` - 1; the same for the same subject everywhere. */
  shade: number
}

function shadeOf(text: string): number {
  let sum = 0
  for (const letter of text) sum = (31 * sum + (letter.codePointAt(0) ?? 0)) % 100_003
  return sum % SHADES
}

/** The sign is the subject's own, else the first letter of the subject or the title. */
export function coverOf(subject: string, title: string): Cover {
  const name = subject.trim() || title.trim()
  const shade = KNOWN.findIndex((subjects) => name in subjects)
  if (shade >= 0) return { sign: KNOWN[shade]?.[name] ?? name, shade }
  return { sign: [...name][0]?.toUpperCase() ?? '课', shade: shadeOf(name) }
}
