import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { editorText } from '../../../text/editor.ts'

interface LeaveDialogProps {
  canSave: boolean
  onStay: () => void
  onDiscard: () => void
  onSave: () => void
}

/** Asked when the window is about to leave a scenario with unsaved changes. */
export function LeaveDialog({ canSave, onStay, onDiscard, onSave }: LeaveDialogProps) {
  return (
    <Dialog
      alert
      isOpen
      title={editorText.leaveTitle}
      onClose={onStay}
      actions={
        <>
          <Button variant="quiet" onPress={onStay}>
            {editorText.stay}
          </Button>
          <Button variant="danger" onPress={onDiscard}>
            {editorText.leaveDiscard}
          </Button>
          <Button variant="primary" onPress={onSave} isDisabled={!canSave}>
            {editorText.leaveSave}
          </Button>
        </>
      }
    >
      <p>{editorText.leave}</p>
      {!canSave && <p>{editorText.leaveBlocked}</p>}
    </Dialog>
  )
}
