import { evident, facts, is, judged } from './reading.mjs'

const station = (count, field) => (r) => facts(count, r.fact('haizhi-station', field))
const activity = (item, maximum, wanted) => (r) => {
  const matching = [...r.events('haizhi-activity', ({ type }) => type === wanted), ...r.tagged(item)]
  return judged(r, `${item}.judged`, maximum, matching.length > 0, matching.some(evident))
}
const talent = {
  2.1: activity('2.1', 15, 'talent'),
  2.2: activity('2.2', 15, 'cooperation'),
  2.3: activity('2.3', 15, 'agreement'),
}
const flag = (field) => (r) => is(r.fact('organisation', field), true)

/** 襄阳 2019 新建海智工作站. */
export const haizhiNew = {
  defaults: { due: {}, settings: {} },
  stars: null,
  items: {
    1.1: station(3, 'staff'),
    1.2: station(3, 'office'),
    1.3: station(4, 'rules'),
    ...talent,
    3.1: activity('3.1', 5, 'exchange'),
    3.2: activity('3.2', 5, 'training'),
    4.1: activity('4.1', 12.5, 'economic-benefit'),
    4.2: activity('4.2', 12.5, 'social-benefit'),
    5.1: activity('5.1', 10, 'task'),
  },
  gates: {
    'gate-registered': flag('registeredProvince'),
    'gate-legal-person': flag('legalPerson'),
    'gate-enterprise': (r) => {
      const type = r.fact('organisation', 'type').value
      if (type !== undefined && type !== 'enterprise') return true
      const sizes = [flag('aboveScale')(r), flag('highTech')(r)]
      if (sizes.includes(true)) return true
      return type === undefined || sizes.includes(null) ? null : false
    },
    'gate-need': flag('clearNeed'),
    'gate-team': flag('ownTeam'),
  },
}

/** 襄阳 2019 优秀海智工作站. */
export const haizhiExcellent = {
  defaults: { due: {}, settings: {} },
  stars: null,
  items: {
    1.1: station(2, 'inPlan'),
    1.2: station(2, 'staff'),
    1.3: station(2, 'office'),
    1.4: station(2, 'funds'),
    1.5: station(2, 'plate'),
    ...talent,
    3.1: activity('3.1', 12.5, 'economic-benefit'),
    3.2: activity('3.2', 12.5, 'social-benefit'),
    4.1: activity('4.1', 5, 'exchange'),
    4.2: activity('4.2', 5, 'training'),
    5.1: activity('5.1', 10, 'task'),
  },
  gates: { 'gate-station': flag('haizhiStation') },
}
