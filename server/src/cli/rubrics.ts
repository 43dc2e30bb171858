import { loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { table } from './table.js'

export function rubricsCommand({ values, print }: Invocation): number {
  const { rubrics, editions } = loadRubrics(values.rubrics)
  const rows = [...rubrics, ...editions].map((rubric) => ({
    id: rubric.id,
    title: rubric.title,
    edition: rubric.edition,
    maximum: rubric.maximum,
    deductions: rubric.deductions,
    sections: rubric.sections.length,
    items: rubric.sections.reduce((sum, section) => sum + section.items.length, 0),
    gates: rubric.gates.length,
    duties: rubric.duties.length,
    source: rubric.source,
  }))
  if (values.json === true) print(JSON.stringify(rows))
  else
    print(
      table(
        [
          ['编号', '名称', '版本', '总分', '扣分', '部分', '项数', '条件', '期限', '出处'],
          ...rows.map((row) => [
            row.id,
            row.title,
            row.edition,
            row.maximum,
            row.deductions === 0 ? 0 : -row.deductions,
            row.sections,
            row.items,
            row.gates,
            row.duties,
            row.source.number ?? row.source.title,
          ]),
        ],
        [3, 4, 5, 6, 7, 8],
      ),
    )
  return 0
}
