import { checkPackage } from '../support/weapp/check-package.js'
import { damage, damages } from '../support/weapp/damage.js'
import { appConfig, type Dist } from '../support/weapp/dist.js'
import { Phone } from '../support/weapp/phone.js'
import { builtWeapp } from './build.js'
import { namedHosts } from './hosts.js'

/** The first steps of the main flow; what goes wrong on the way, in a sentence each. */
async function faultsOf(dist: Dist): Promise<string[]> {
  const phone = new Phone({ dist })
  try {
    const app = await phone.launch()
    await app.tap('#use-locally')
    await app.input('#organisation-name', '中国测试学会')
    await app.tap('#create-organisation')
    return app.has('#home') ? app.trace.errors : ['the home page did not come']
  } catch (error) {
    return [String(error)]
  } finally {
    phone.kill()
  }
}

describe('a damaged build', () => {
  it('is told from a good one', async () => {
    expect(await faultsOf(builtWeapp())).toEqual([])
  })

  it.each(damages(appConfig(builtWeapp()).pages[0]!).map((one) => [one.name, one] as const))(
    'is refused: %s',
    async (_, one) => {
      const damaged = damage(builtWeapp(), one)
      const faults = [...checkPackage(damaged, namedHosts), ...(await faultsOf(damaged))]
      expect(faults).not.toEqual([])
    },
  )
})
