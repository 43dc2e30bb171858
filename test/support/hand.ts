import type { Page } from 'playwright-core'
import type { MiniApp } from './weapp/app.js'

/** A person's hand on a screen, the same for the browser and for the weapp build; elements go by their id. */
export interface Hand {
  tap(id: string): Promise<void>
  type(id: string, text: string): Promise<void>
  pickDay(id: string, day: string): Promise<void>
  read(id: string): Promise<string>
  sees(id: string): Promise<boolean>
  /** Waits until `check` holds; what it last found is in the failure. */
  until(what: string, check: () => Promise<boolean>): Promise<void>
}

/** A hand that counts what it does: a tap each for touching, for going into a field to type, for choosing a day. */
export interface CountingHand extends Hand {
  taps: number
  typed: string[]
}

export function counting(hand: Hand): CountingHand {
  const counted: CountingHand = {
    ...hand,
    taps: 0,
    typed: [],
    tap(id) {
      counted.taps += 1
      return hand.tap(id)
    },
    type(id, text) {
      counted.taps += 1
      counted.typed.push(id)
      return hand.type(id, text)
    },
    pickDay(id, day) {
      counted.taps += 1
      return hand.pickDay(id, day)
    },
  }
  return counted
}

const patience = 15_000

async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export function weappHand(app: MiniApp): Hand {
  return {
    tap: (id) => app.tap(`#${id}`),
    type: (id, text) => app.input(`#${id}`, text),
    pickDay: (id, day) => app.pick(`#${id}`, day),
    read: async (id) => app.text(`#${id}`),
    sees: async (id) => app.has(`#${id}`),
    until: (what, check) =>
      until(what, async () => {
        await app.idle()
        return check()
      }),
  }
}

/** Taro keeps the pages below in the document: only what can be seen counts. */
export function browserHand(page: Page): Hand {
  const find = (id: string) => page.locator(`#${id}:visible`).last()
  return {
    tap: (id) => find(id).tap(),
    // Taro's input is an element of its own around the real one.
    type: (id, text) =>
      find(id).and(page.locator('input, textarea')).or(find(id).locator('input, textarea')).fill(text),
    pickDay: (id, day) => find(id).fill(day),
    read: async (id) => (await find(id).innerText()).trim(),
    sees: (id) => find(id).isVisible(),
    until,
  }
}
