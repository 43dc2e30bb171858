import { Input, Textarea } from '@tarojs/components'
import './TextField.scss'

interface Props {
  id: string
  label: string
  value: string
  placeholder?: string
  /** Several lines. */
  long?: boolean
  onChange: (value: string) => void
}

/** A text the user types. */
export function TextField({ id, label, value, placeholder = '', long = false, onChange }: Props) {
  if (long) {
    return (
      <Textarea
        id={id}
        className="text-field text-field--long"
        value={value}
        maxlength={2000}
        placeholder={placeholder}
        placeholderClass="placeholder"
        aria-label={label}
        onInput={(event) => onChange(event.detail.value)}
      />
    )
  }
  return (
    <Input
      id={id}
      className="text-field"
      type="text"
      value={value}
      maxlength={2000}
      placeholder={placeholder}
      placeholderClass="placeholder"
      aria-label={label}
      onInput={(event) => onChange(event.detail.value)}
    />
  )
}
