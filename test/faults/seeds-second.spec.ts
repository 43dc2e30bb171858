import { testSeeds } from './seeds'

testSeeds(100, 200, 180_000)
