import { testSeeds } from './seeds'

testSeeds(0, 100, 180_000)
