import { type AnyNode, type Node, parse } from 'acorn'
import type { Dist } from '../dist.js'

/** The newest language the oldest supported phone reads. */
const ecmaVersion = 2018

type Found = (node: AnyNode, ancestors: AnyNode[]) => void

function walk(node: Node, found: Found, ancestors: AnyNode[] = []): void {
  const known = node as AnyNode
  found(known, ancestors)
  const inner = [...ancestors, known]
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof child.type === 'string') walk(child, found, inner)
    }
  }
}

const isName = (node: AnyNode | undefined | null, ...names: string[]): boolean =>
  node?.type === 'Identifier' && names.includes(node.name)

/** `Function("return this")`: how bundlers look for the global object; WeChat's refusal of it is caught there. */
function isGlobalLookup(node: AnyNode): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  const [only, ...others] = node.arguments
  return (
    isName(node.callee as AnyNode, 'Function') &&
    others.length === 0 &&
    only?.type === 'Literal' &&
    only.value === 'return this'
  )
}

/** Code made out of text: refused by WeChat at run time and in review. */
function isDynamicCode(node: AnyNode): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression': {
      if (isName(node.callee as AnyNode, 'eval', 'Function')) return !isGlobalLookup(node)
      const timer = isName(node.callee as AnyNode, 'setTimeout', 'setInterval')
      return timer && node.arguments[0]?.type === 'Literal'
    }
    // Another name for the constructor hides a later call.
    case 'VariableDeclarator':
      return isName(node.init as AnyNode, 'Function', 'eval')
    case 'AssignmentExpression':
      return isName(node.right as AnyNode, 'Function', 'eval')
    case 'ImportExpression':
      return true
    default:
      return false
  }
}

/** Tried as the last resort only, after `globalThis` and its like, or where a refusal does no harm. */
const isGuarded = (ancestors: AnyNode[]): boolean =>
  ancestors.some(({ type }) => type === 'TryStatement' || type === 'LogicalExpression')

/** Trees by text: damaged packages share all files but one with the good one. */
const parsed = new Map<string, Node>()

function treeOf(text: string): Node {
  const known = parsed.get(text)
  if (known) return known
  const tree = parse(text, { ecmaVersion, sourceType: 'script', allowReturnOutsideFunction: true })
  parsed.set(text, tree)
  return tree
}

function trees({ texts }: Dist, faults: string[]): [string, Node][] {
  return Object.entries(texts)
    .filter(([file]) => file.endsWith('.js'))
    .flatMap(([file, text]): [string, Node][] => {
      try {
        return [[file, treeOf(text)]]
      } catch (error) {
        faults.push(`${file} does not parse: ${(error as Error).message}`)
        return []
      }
    })
}

/** Every script parses as one for old phones and makes no code out of text. */
export function checkScripts(dist: Dist): string[] {
  const faults: string[] = []
  for (const [file, tree] of trees(dist, faults)) {
    walk(tree, (node, ancestors) => {
      const unguardedLookup = isGlobalLookup(node) && !isGuarded(ancestors)
      if (!isDynamicCode(node) && !unguardedLookup) return
      faults.push(`${file} makes code out of text: ${dist.texts[file]!.slice(node.start, node.end).slice(0, 60)}`)
    })
  }
  return faults
}

/** Hosts that the code names in texts, so that none is called or advertised unknowingly. */
export function checkHosts(dist: Dist, allowed: readonly string[]): string[] {
  const hosts = new Map<string, string>()
  for (const [file, tree] of trees(dist, [])) {
    walk(tree, (node) => {
      const text = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.raw : undefined
      if (typeof text !== 'string') return
      for (const [, host] of text.matchAll(/\b(?:https?|wss?):\/\/([\w.-]+)/g)) hosts.set(host!, file)
    })
  }
  return [...hosts]
    .filter(([host]) => !allowed.includes(host))
    .map(([host, file]) => `${file} names the host ${host}, which is not on the list`)
}
