import { StudyList } from './study-list.tsx'
import { StudyView } from './study-view.tsx'

export function ResultsPage({ studyId }: { studyId: string | null }) {
  return studyId === null ? <StudyList /> : <StudyView key={studyId} id={studyId} />
}
