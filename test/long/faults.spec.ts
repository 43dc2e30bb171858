import { testSeeds } from '../faults/seeds'

testSeeds(0, 2000, 1_500_000)
