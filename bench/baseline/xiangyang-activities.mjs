import { allOf, figures, is } from './reading.mjs'

/** 襄阳 2019 活动项目: no points; which activities qualify. */
export const defaults = { due: {}, settings: {}, window: { from: '2018-08-01', to: '2019-03-31' } }
export const stars = null
export const items = { 1: () => figures(0, 0), 2: () => figures(0, 0) }

const services = ['joint-research', 'joint-base', 'technical-service', 'diagnosis', 'startup-service', 'transfer']

/** Ids of the activities that qualify, by item. */
export const lists = {
  1: (r) => r.events('academic-exchange', ({ people }) => people >= 30).map(({ id }) => id),
  2: (r) =>
    [
      ...r.events('innovation-activity'),
      ...r.events('enterprise-service', ({ type }) => services.includes(type)),
      ...r.events('training', ({ topic }) => topic === 'innovation'),
    ].map(({ id }) => id),
}

export const gates = {
  'gate-unit': (r) => {
    const type = r.fact('organisation', 'type')
    const isSociety = allOf(is(type, 'society'), is(r.fact('organisation', 'level'), 'municipal'))
    const isAssociation = is(type, 'enterprise-association', 'university-association')
    return isSociety || isAssociation ? true : isSociety === null || isAssociation === null ? null : false
  },
  'gate-activity': (r) => {
    if (lists[1](r).length > 0 || lists[2](r).length > 0) return true
    const mayQualify =
      r.events('academic-exchange', ({ people }) => people === undefined).length > 0 ||
      r.events('enterprise-service', ({ type }) => type === undefined).length > 0 ||
      r.events('training', ({ topic }) => topic === undefined).length > 0
    return mayQualify ? null : false
  },
}
