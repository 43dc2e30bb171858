import zen from '@gorules/zen-engine'
import { questions } from './questions.mjs'

/** One expression node with an expression for each item. Days are numbers: its expressions do not compare texts. */
export function createPeer({ records, from, to }) {
  const engine = new zen.ZenEngine()
  const decision = engine.createDecision(Buffer.from(JSON.stringify(graph())))
  const context = {
    from: toNumber(from),
    to: toNumber(to),
    records: records.map(({ kind, on, until = on, fields }) => ({
      kind,
      day: until === undefined ? 0 : toNumber(until),
      fields,
    })),
  }
  return async () => {
    const { result } = await decision.evaluate(context)
    return Object.fromEntries(questions.map(({ item }) => [item, result[keyOf(item)]]))
  }
}

const toNumber = (day) => Number(day.replaceAll('-', ''))
const keyOf = (item) => `item_${item.replace('.', '_')}`

function graph() {
  const expressions = questions.map((question, i) => ({
    id: `e${i}`,
    key: keyOf(question.item),
    value: expressionFor(question),
  }))
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'items', type: 'expressionNode', name: 'items', position: { x: 1, y: 0 }, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'items', type: 'edge' },
      { id: 'b', sourceId: 'items', targetId: 'out', type: 'edge' },
    ],
  }
}

function expressionFor({ kinds, tests, points, cap }) {
  const isKind = kinds.map((kind) => `#.kind == '${kind}'`).join(' or ')
  const isRight = tests ? ` and (${tests.map(testFor).join(' or ')})` : ''
  const count = `count(records, (${isKind}) and #.day >= from and #.day <= to${isRight})`
  return cap === undefined ? `${count} > 0 ? ${points} : 0` : `min([${cap}, ${points} * ${count}])`
}

function testFor(test) {
  const parts = Object.entries(test).map(([field, want]) => {
    if (Array.isArray(want)) return `#.fields.${field} in [${want.map((one) => `'${one}'`).join(', ')}]`
    return typeof want === 'object' ? `(#.fields.${field} ?? 0) >= ${want.min}` : `#.fields.${field} == ${want}`
  })
  return `(${parts.join(' and ')})`
}
