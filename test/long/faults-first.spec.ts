import { testSeeds } from '../faults/seeds'

testSeeds(0, 1000, 1_500_000)
