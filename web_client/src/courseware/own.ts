/** This page's one fetcher of courseware. */
import { tellFetched } from '@/api/courseware'

import { Background } from './background'
import { filesOf } from './lessonfiles'

export const background = new Background(filesOf, tellFetched)
