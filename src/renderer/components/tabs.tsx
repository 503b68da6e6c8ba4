import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import styles from './tabs.module.css'

interface TabEntry<Id extends string> {
  id: Id
  label: string
  /** How many problems lie behind this tab. */
  problems?: number
}

interface TabsProps<Id extends string> {
  label: string
  tabs: readonly TabEntry<Id>[]
  selected: Id
  onSelect: (id: Id) => void
  children: ReactNode
}

/** One row of tabs over the panel of the selected one. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Id>) {
  return (
    <AriaTabs
      className={styles.tabs ?? ''}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const chosen = tabs.find((tab) => tab.id === key)
        if (chosen !== undefined) onSelect(chosen.id)
      }}
    >
      <TabList className={styles.list ?? ''} aria-label={label} items={tabs}>
        {(tab) => (
          <Tab className={styles.tab ?? ''} id={tab.id}>
            {tab.label}
            {tab.problems !== undefined && tab.problems > 0 && (
              <span className={styles.problems} role="img" aria-label={`${tab.problems} to correct`}>
                {tab.problems}
              </span>
            )}
          </Tab>
        )}
      </TabList>
      {/* A panel of its own for each tab: the link between the two is made when the panel appears. */}
      <TabPanel key={selected} className={styles.panel ?? ''} id={selected}>
        {children}
      </TabPanel>
    </AriaTabs>
  )
}
