import { testSeeds } from './seeds'

testSeeds(0, 100, 900_000)
