import type { ChoiceInputProps } from '../ports'

/** The browser's own list of choices. */
export function ChoiceInput({ id, label, value, groups, onChange }: ChoiceInputProps) {
  return (
    <select
      id={id}
      className="choice-input"
      value={value}
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
    >
      {groups.map(({ label: group, choices }) => {
        const options = choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))
        return group === '' ? options : <optgroup key={group} label={group} children={options} />
      })}
    </select>
  )
}
