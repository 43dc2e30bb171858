import { app, useSignal } from '../data/use-app'
import { useEffect, useState } from 'react'

/** The rubric looked at: the one chosen last, else the first there is. */
export function useChosenRubric(): string {
  const { rubric } = useSignal(app.choices)
  const known = app.bundle.rubrics.find((one) => one.id === rubric) ?? app.bundle.rubrics[0]
  return known?.id ?? ''
}

/** The day looked at: today, until another one is chosen. */
export function useAsOf(): [string, (day: string) => void] {
  const [chosen, setChosen] = useState<string>()
  const today = app.today()
  return [chosen ?? today, (day) => setChosen(day === today ? undefined : day)]
}

/** Every page may be the first one opened: it starts the app if nobody has. */
export function useStart(): void {
  useEffect(() => void app.start(), [])
}
