import type { FrameworkNode } from './framework.js'

type Wired = Element & { __wxElement?: FrameworkNode }

/**
 * The built-in elements as far as a user of the test can work them: turns what happens to their DOM nodes into the
 * component events of WeChat (`input`, `change`, `focus`, `blur`, `confirm`, `submit`).
 */
export class Elements {
  constructor(private readonly window: Window & typeof globalThis) {
    const on = (type: string, handle: (element: HTMLInputElement) => void): void =>
      window.addEventListener(
        type,
        (event) => {
          const element = event.target as HTMLInputElement
          if (!nodeOf(element)) return
          event.stopImmediatePropagation()
          handle(element)
        },
        true,
      )
    on('input', (field) => this.fire(field, 'input', { value: field.value, cursor: field.value.length, keyCode: 0 }))
    on('focus', (field) => this.fire(field, 'focus', { value: field.value, height: 0 }))
    on('blur', (field) => this.fire(field, 'blur', { value: field.value, cursor: 0 }))
  }

  /** Dispatches a component event. */
  fire(element: Element, type: string, detail: unknown, bubbles = false): void {
    const node = nodeOf(element)
    if (!node) throw new Error(`${describe(element)} belongs to no component`)
    node.triggerEvent(type, detail, { bubbles, composed: bubbles, capturePhase: bubbles })
  }

  tap(element: Element): void {
    const options = { bubbles: true, cancelable: true, clientX: 1, clientY: 1, view: this.window }
    for (const type of ['mousedown', 'mouseup', 'click']) {
      element.dispatchEvent(new this.window.MouseEvent(type, options))
    }
    this.work(element)
  }

  type(element: Element, value: string): void {
    const field = element as HTMLInputElement
    const limit = Number(field.getAttribute('maxlength') ?? 140)
    field.value = limit >= 0 ? value.slice(0, limit) : value
    element.dispatchEvent(new this.window.Event('input', { bubbles: true }))
  }

  /** What a tap does to a control by itself. */
  private work(element: Element): void {
    const toggled = element.closest('switch')
    if (toggled) {
      toggled.toggleAttribute('checked')
      this.fire(toggled, 'change', { value: toggled.hasAttribute('checked') })
    }
    const radio = element.closest('label')?.querySelector('radio') ?? element.closest('radio')
    const radios = radio?.closest('radio-group')
    if (radio && radios) {
      for (const other of radios.querySelectorAll('radio')) other.toggleAttribute('checked', other === radio)
      this.fire(radios, 'change', { value: radio.getAttribute('value') ?? '' })
    }
    const box = element.closest('label')?.querySelector('checkbox') ?? element.closest('checkbox')
    const boxes = box?.closest('checkbox-group')
    if (box && boxes) {
      box.toggleAttribute('checked')
      const checked = [...boxes.querySelectorAll('checkbox')].filter((other) => other.hasAttribute('checked'))
      this.fire(boxes, 'change', { value: checked.map((other) => other.getAttribute('value') ?? '') })
    }
    const form = element.closest('button[form-type="submit"]')?.closest('form')
    if (form) {
      const fields = [...form.querySelectorAll<HTMLInputElement>('[name]')]
      this.fire(form, 'submit', {
        value: Object.fromEntries(fields.map((field) => [field.getAttribute('name'), field.value])),
      })
    }
  }
}

function nodeOf(element: Element | null): FrameworkNode | undefined {
  for (let at = element as Wired | null; at; at = at.parentElement as Wired | null) {
    if (at.__wxElement) return at.__wxElement
  }
  return undefined
}

/** An element in words, for messages. */
export function describe(element: Element): string {
  return `<${element.tagName.toLowerCase()}${element.id ? ` id="${element.id}"` : ''}>`
}
