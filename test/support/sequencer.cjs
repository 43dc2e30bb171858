const { default: Sequencer } = require('@jest/test-sequencer')

/** Specs that take longest: begun last, they would leave one core idle at the end. Jest knows it only from a run before. */
const longest = ['api/durability.spec.ts', 'jobs/kills.spec.ts', 'api/backup.spec.ts']

module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => longest.findIndex((one) => path.replaceAll('\\', '/').endsWith(one))
    const first = longest.flatMap((_, place) => Array.from(tests).filter((test) => rank(test) === place))
    return [...first, ...super.sort(Array.from(tests).filter((test) => rank(test) < 0))]
  }
}
