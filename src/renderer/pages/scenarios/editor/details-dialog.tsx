import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { TextField } from '../../../components/field.tsx'
import { editorText } from '../../../text/editor.ts'
import { useEditor } from './editor-context.ts'
import { problemAt } from './problems.ts'

/** Title, short name and description. Part of the draft like every other field: saved with it. */
export function DetailsDialog({ onClose }: { onClose: () => void }) {
  const { draft, problems, isReadOnly, set } = useEditor()
  return (
    <Dialog
      wide
      isOpen
      title={editorText.details}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {editorText.done}
        </Button>
      }
    >
      <TextField
        label={editorText.titleField}
        value={draft.title}
        onChange={(title) => set('title', title)}
        maxLength={120}
        problem={problemAt(problems, 'title')}
        isReadOnly={isReadOnly}
      />
      <TextField
        label={editorText.name}
        help={editorText.nameHelp}
        value={draft.name}
        onChange={(name) => set('name', name)}
        maxLength={60}
        problem={problemAt(problems, 'name')}
        isReadOnly={isReadOnly}
      />
      <TextField
        label={editorText.description}
        value={draft.description}
        onChange={(description) => set('description', description)}
        lines={6}
        maxLength={2000}
        problem={problemAt(problems, 'description')}
        isReadOnly={isReadOnly}
      />
    </Dialog>
  )
}
