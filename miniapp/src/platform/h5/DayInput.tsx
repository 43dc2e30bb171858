import type { DayInputProps } from '../ports'

/** The browser's own choice of days. */
export function DayInput({ id, value, placeholder, label, onChange }: DayInputProps) {
  return (
    <input
      id={id}
      type="date"
      className={value ? 'day-input' : 'day-input day-input--empty'}
      value={value}
      min="1900-01-01"
      max="2999-12-31"
      aria-label={`${label} ${placeholder}`}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
