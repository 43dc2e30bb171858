import type { Chance } from './chance'
import type { Phone } from './phone'
import { perform, type NetStep, type Sent, type Step, type StoreStep } from './ports'
import type { Coming, Going } from './profile'
import type { Mishap } from './tally'
import type { World } from './world'

/** How the steps that the apps wait for come out: what they write, and what they send. */
export class Network {
  constructor(private readonly world: World) {}

  async release(phone: Phone, step: Step): Promise<void> {
    if (step.kind === 'store') this.write(phone, step)
    else if (step.answer) this.comeBack(phone, step)
    else await this.goOut(phone, step)
  }

  private write(phone: Phone, step: StoreStep): void {
    phone.ports!.take(step)
    const isFile = typeof step.content === 'object'
    const isTight = isFile ? phone.full || phone.narrow : phone.full
    const hasRoom = !isTight || step.content === undefined || (isFile && phone.room > 0)
    if (!hasRoom) {
      phone.informed = false
      this.world.tally.add(isFile ? 'no room for a file' : 'no room for a text')
      this.world.trace.push(`${phone.name}: no room for ${step.key.slice(-12)}`)
      return step.failed(new Error('storage full'))
    }
    if (isTight && isFile) phone.room--
    if ((phone.full || phone.narrow) && step.content === undefined && phone.disk.files.has(step.key)) {
      phone.room++
      this.world.tally.add('room made by dropping a received file')
    }
    perform(step)
    step.done()
  }

  private async goOut(phone: Phone, step: NetStep): Promise<void> {
    const isFile = step.request.bytes !== undefined
    const drawn = this.world.chance.weighted(this.world.profile[isFile ? 'files' : 'texts'].going)
    const fate = drawn === 'cut' && !isFile ? 'lost' : drawn
    this.world.trace.push(`${phone.name}: ${step.request.method} ${step.request.url.slice(-60)}: ${fate}`)
    if (fate !== 'served') this.world.tally.add(isFile ? (fileGoing[fate] ?? going[fate]) : going[fate])
    if (fate === 'served' || fate === 'cut') {
      step.answer = await this.world.serve(fate === 'cut' ? cut(step.request, this.world.chance) : step.request)
      step.epoch = this.world.epoch
      step.answeredAt = this.world.steps
      return
    }
    phone.ports!.take(step)
    if (fate === 'given up') this.world.stray.push(step.request)
    if (fate === 'lost' || fate === 'given up') return step.failed(new Error('network'))
    if (fate === 'portal')
      return step.done({ status: 200, body: this.world.chance.pick(['<html>', '{}', '[]', '"ok"', '']) })
    step.done({
      status: Number(fate),
      body: fate === '500' ? '<html>' : '{"error":{"code":"busy","message":"服务器正忙。"}}',
    })
  }

  private comeBack(phone: Phone, step: NetStep): void {
    phone.ports!.take(step)
    const isFile = step.request.bytes !== undefined
    const fate = this.world.chance.weighted(this.world.profile[isFile ? 'files' : 'texts'].coming)
    const answer = step.answer!
    this.world.trace.push(
      `${phone.name}: ${answer.status} for ${step.request.method} ${step.request.url.slice(-60)}: ${fate}`,
    )
    if (fate !== 'delivered') this.world.tally.add(isFile ? (fileComing[fate] ?? coming[fate]) : coming[fate])
    else if (this.world.steps - step.answeredAt! > 5) this.world.tally.add('answer late')
    if (fate === 'lost') return step.failed(new Error('network'))
    if (fate === 'truncated')
      return step.done({ ...answer, body: answer.body.slice(0, this.world.chance.below(answer.body.length)) })
    if (fate === '502') return step.done({ status: 502, body: '<html>' })
    if (fate === 'twice') this.world.stray.push(step.request)
    // The last page of the feed as the server has it now.
    if (step.epoch === this.world.epoch && answer.status === 200 && /\/changes\?/.test(step.request.url))
      phone.informed = answer.body.includes('"more":false')
    step.done(answer)
  }
}

const going: Record<Exclude<Going, 'served'>, Mishap> = {
  lost: 'request lost',
  'given up': 'request given up, arrives late',
  cut: 'file cut off',
  portal: 'request answered by a portal',
  '500': 'request answered 500',
  '503': 'request answered 503',
  '429': 'request answered 429',
}
const fileGoing: Partial<typeof going> = { lost: 'file lost', 'given up': 'file given up, arrives late' }
const coming: Record<Exclude<Coming, 'delivered'>, Mishap> = {
  lost: 'answer lost',
  truncated: 'answer truncated',
  '502': 'answer replaced by 502',
  twice: 'request doubled',
}
const fileComing: Partial<typeof coming> = {
  lost: 'file receipt lost',
  truncated: 'file receipt truncated',
  twice: 'file doubled',
}
/** Part of the bytes only. */
function cut(request: Sent, chance: Chance): Sent {
  return { ...request, bytes: request.bytes!.slice(0, chance.below(request.bytes!.length)) }
}
