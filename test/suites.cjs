/**
 * The suites, in the order they run: where their `*.spec.ts` files live, what they need beside Node, what only some of
 * their tests want, and how many seconds they may take on two cores.
 */
module.exports = [
  {
    name: 'unit',
    roots: ['shared/test', 'server/test', 'miniapp/test', 'test/unit', 'test/golden'],
    needs: ['server'],
    budget: 60,
  },
  {
    name: 'database',
    roots: ['test/contract', 'test/api', 'test/jobs'],
    needs: ['server', 'mariadb'],
    wants: ['s3'],
    budget: 90,
  },
  { name: 'faults', roots: ['test/faults'], needs: [], budget: 150 },
  { name: 'browser', roots: ['test/e2e'], needs: ['server', 'weapp', 'h5', 'chromium'], budget: 240 },
  { name: 'weapp', roots: ['test/weapp'], needs: ['server', 'weapp'], budget: 120 },
  { name: 'long', roots: ['test/long'], needs: ['server', 'mariadb'], budget: 1800, onRequest: true },
]
