import { testSeeds } from './seeds'

testSeeds(100, 200, 900_000)
