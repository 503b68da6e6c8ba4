import { Button as AriaButton, type ButtonProps as AriaButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components'
import styles from './button.module.css'
import { Icon, type IconName } from './icon.tsx'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  variant?: Variant
  icon?: IconName
  children: string
}

export function Button({ variant = 'secondary', icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`${styles.button} ${styles[variant]}`}>
      {icon !== undefined && <Icon name={icon} size={16} />}
      <span>{children}</span>
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  icon: IconName
  /** What it does: its name for screen readers, and a tooltip. */
  label: string
  variant?: Variant
}

export function IconButton({ icon, label, variant = 'quiet', ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...rest} aria-label={label} className={`${styles.button} ${styles.square} ${styles[variant]}`}>
        <Icon name={icon} size={16} />
      </AriaButton>
      <Tooltip className={styles.tooltip ?? ''} offset={4}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
