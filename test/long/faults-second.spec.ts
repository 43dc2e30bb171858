import { testSeeds } from '../faults/seeds'

testSeeds(1000, 2000, 1_500_000)
