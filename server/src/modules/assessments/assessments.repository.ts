import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { Assessment } from './assessment.entity.js'

@Injectable()
export class AssessmentsRepository {
  find(store: Store, organisation: string, rubric: string): Promise<Assessment | null> {
    return store.findOneBy(Assessment, { organisation, rubric })
  }

  /** Those of every rubric that was assessed. */
  list(store: Store, organisation: string): Promise<Assessment[]> {
    return store.findBy(Assessment, { organisation })
  }

  /** Puts a revision in the place of the one before it. */
  async put(store: Store, assessment: Assessment): Promise<void> {
    const { organisation, rubric, revision } = assessment
    if (revision === 1) return void (await store.insert(Assessment, assessment))
    const replaced = { organisation, rubric, revision: revision - 1 }
    if ((await store.update(Assessment, replaced, assessment)).affected !== 1) throw new Overtaken()
  }
}
