import { parseArgs, type ParseArgsConfig } from 'node:util'
import { formatProblem, ProblemError } from '@xingji/shared'
import { backupCommand, restoreCommand } from './backup.js'
import { catalogCommand } from './catalog.js'
import { UsageError } from './files.js'
import { dutiesCommand } from './duties.js'
import { explainCommand } from './explain.js'
import { importCommand } from './import.js'
import { lintCommand } from './lint.js'
import { planCommand } from './plan.js'
import { previewCommand } from './preview.js'
import { rubricsCommand } from './rubrics.js'
import { schemaCommand } from './schema.js'
import { scoreCommand } from './score.js'

/** What a command gets: its options, its other words, where to print. */
export interface Invocation {
  values: Record<string, string | boolean | undefined>
  words: string[]
  print(text: string): void
  /** One line of what must be put right. */
  complain(text: string): void
}
interface Command {
  summary: string
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /** How many words it takes besides its options; none unless it says so. */
  words?: number
  run(invocation: Invocation): number | Promise<number>
}

const common = {
  rubrics: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const commands: Record<string, Command> = {
  score: {
    summary: '给一份台账按一个评价标准评分',
    usage: `xingji score --rubric ID --ledger FILE.yaml --as-of DAY [--cycle FROM..TO | cycle.yaml] [--rubrics DIR] [--json]

  --rubric   评价标准的编号，见 xingji rubrics
  --ledger   台账文件（YAML 或 JSON）
  --as-of    评到哪一天，如 2018-12-31
  --cycle    评价周期：2018-01-01..2018-12-31，或一个 cycle.yaml；不写则是当年
  --rubrics  另一个标准文件夹
  --json     输出评分卡原文（机器可读，逐字节稳定）`,
    options: {
      ...common,
      rubric: { type: 'string' },
      ledger: { type: 'string' },
      'as-of': { type: 'string' },
      cycle: { type: 'string' },
    },
    run: scoreCommand,
  },
  explain: {
    summary: '一项得分的来龙去脉：条款、计入的和没计入的每一条记录、原因和补救',
    usage: 'xingji explain ITEM --rubric ID --ledger FILE.yaml --as-of DAY [--cycle …] [--rubrics DIR] [--json]',
    options: {
      ...common,
      rubric: { type: 'string' },
      ledger: { type: 'string' },
      'as-of': { type: 'string' },
      cycle: { type: 'string' },
    },
    words: 1,
    run: explainCommand,
  },
  plan: {
    summary: '到下一颗星（或某个总分）最省力的办法',
    usage: `xingji plan --rubric ID --ledger FILE.yaml --as-of DAY [--stars N | --points N] [--efforts FILE.yaml] [--cycle …] [--rubrics DIR] [--json]

  --stars    要达到的星级；不写则是下一颗星
  --points   要达到的总分
  --efforts  各项行动的工作量：{hold: 8, state: 4, file: 1}，也可按行动编号写`,
    options: {
      ...common,
      rubric: { type: 'string' },
      ledger: { type: 'string' },
      'as-of': { type: 'string' },
      cycle: { type: 'string' },
      stars: { type: 'string' },
      points: { type: 'string' },
      efforts: { type: 'string' },
    },
    run: planCommand,
  },
  duties: {
    summary: '要报送什么、什么时候截止、不办会失去什么',
    usage: `xingji duties ID [ID…] --ledger FILE.yaml --as-of DAY [--cycle FROM..TO | cycle.yaml] [--rubrics DIR] [--json]

  ID         参加的评价标准，可以写几个；几个标准都要的同一件事只列一次
  --as-of    看哪一天
  --cycle    评价周期；cycle.yaml 里的 due 可以改截止日`,
    options: { ...common, ledger: { type: 'string' }, 'as-of': { type: 'string' }, cycle: { type: 'string' } },
    words: Infinity,
    run: dutiesCommand,
  },
  preview: {
    summary: '两个版本对照：哪些学会得分变了，因为哪一条',
    usage: `xingji preview OLD NEW --ledgers DIR --as-of DAY [--cycle …] [--rubrics DIR] [--json]

  OLD、NEW   评价标准编号，后续版本写成 编号@版本，如 cast-2018 cast-2018@2019
  --ledgers  放台账文件的文件夹，一个学会一个文件`,
    options: { ...common, ledgers: { type: 'string' }, 'as-of': { type: 'string' }, cycle: { type: 'string' } },
    words: 2,
    run: previewCommand,
  },
  import: {
    summary: '把一张表格（.xlsx、.csv）变成台账：每行是哪种记录、有什么问题、能得几分',
    usage: `xingji import TABLE [--out LEDGER.yaml] [--into LEDGER.yaml] [--year YEAR] [--kind KIND] [--sheet NAME] [--rubric ID,ID --as-of DAY] [--rubrics DIR] [--json]

  TABLE      表格文件：.xlsx，或 UTF-8、GBK 的 .csv
  --out      写出新的台账文件；不写则只看不存
  --into     并入已有的台账：同样的行不重复，改过的行算修改，原文件被改写
  --year     表里的日期没有写年份时用哪一年
  --kind     表里没有写种类时用哪一种，见 xingji catalog
  --sheet    只读这一张工作表
  --rubric   按哪些标准看每行能得几分，逗号分开；同时要写 --as-of

  有行要改时退出码是 2，每个问题一行；没有问题的行照样写出`,
    options: {
      ...common,
      out: { type: 'string' },
      into: { type: 'string' },
      year: { type: 'string' },
      kind: { type: 'string' },
      sheet: { type: 'string' },
      rubric: { type: 'string' },
      'as-of': { type: 'string' },
    },
    words: 1,
    run: importCommand,
  },
  rubrics: {
    summary: '列出评价标准：总分、项数、申报条件、期限、出处',
    usage: 'xingji rubrics [--rubrics DIR] [--json]',
    options: common,
    run: rubricsCommand,
  },
  catalog: {
    summary: '列出可记录的种类和字段',
    usage: 'xingji catalog [KIND] [--rubrics DIR] [--json]',
    options: common,
    words: 1,
    run: catalogCommand,
  },
  lint: {
    summary: '检查一个标准文件夹：写法、总分、可达性、案例',
    usage: 'xingji lint [DIR] [--json]',
    options: common,
    words: 1,
    run: lintCommand,
  },
  schema: {
    summary: '写出编辑器用的 JSON Schema（补全、悬停说明、即时检查）',
    usage: 'xingji schema DIR    写出 rubric、edition、catalog、kinds、cases、duties、cycle 七个 .schema.json',
    options: { help: common.help },
    words: 1,
    run: schemaCommand,
  },
  backup: {
    summary: '备份数据库和材料，服务器照常运行',
    usage: `xingji backup DIR [--json]

  DIR     放备份的文件夹，每次一个子文件夹；材料只增不减，已有的不再复制
  数据库和材料在哪里，读服务器用的环境变量（XINGJI_DATA、XINGJI_DATABASE_URL、XINGJI_FILES …）
  有材料找不到时照样备份，列出它们，退出码 2`,
    options: { json: common.json, help: common.help },
    words: 1,
    run: backupCommand,
  },
  restore: {
    summary: '把备份恢复到一个空的数据库',
    usage: `xingji restore DIR [--at NAME] [--json]

  DIR     放备份的文件夹
  --at    哪一份（子文件夹的名字）；不写则是最近一份
  先停下服务器，再恢复到空的 XINGJI_DATA 或空的 MySQL 数据库；手机随后会自动补传备份之后的内容`,
    options: { json: common.json, help: common.help, at: { type: 'string' } },
    words: 1,
    run: restoreCommand,
  },
}

const help = (): string =>
  [
    '星迹 Xingji：一条记录，各种评价标准同时计分',
    '',
    '用法: xingji <命令> [选项]    xingji <命令> --help 看详细用法',
    '',
    ...Object.entries(commands).map(([name, command]) => `  ${name.padEnd(10)}${command.summary}`),
    '',
    '退出码: 0 正常；2 输入有误（每个问题一行）；1 程序内部出错',
  ].join('\n')

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

/** What Node says of an option, in plain words. */
function optionProblem(error: TypeError): string {
  const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(error.message)?.[1] ?? ''
  if (error.message.startsWith('Unknown option')) return `没有选项 ${option}`
  if (error.message.includes('does not take an argument')) return `选项 ${option} 后面不写值`
  if (error.message.includes('ambiguous')) return `选项 ${option} 的值以 - 开头，要写成 ${option}=值`
  return `选项 ${option} 后面缺少值`
}

/** Runs the command line; returns the exit code: 0, or 2 for input that must be put right. */
export async function main(args: string[]): Promise<number> {
  const print = (text: string): void =>
    void process.stdout.write(`${text}
`)
  const complain = (text: string): void =>
    void process.stderr.write(`${text}
`)
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(help())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    complain(`没有命令 ${name}；可用：${Object.keys(commands).join('、')}`)
    return 2
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: command.options,
      allowPositionals: true,
      strict: true,
    })
    if (values.help === true) {
      print(`${command.summary}\n\n用法: ${command.usage}`)
      return 0
    }
    const surplus = positionals.slice(command.words ?? 0)
    if (surplus.length > 0) throw new UsageError(`多余的 ${surplus.join(' ')}；用法: ${firstLine(command.usage)}`)
    return await command.run({ values: values as Invocation['values'], words: positionals, print, complain })
  } catch (error) {
    if (error instanceof ProblemError) {
      for (const problem of error.problems) complain(formatProblem(problem))
      return 2
    }
    if (error instanceof UsageError) {
      complain(error.message)
      return 2
    }
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      complain(`${optionProblem(error)}；用法: ${firstLine(command.usage)}`)
      return 2
    }
    // Not the reader's mistake, and no trace of the program's insides for them to read.
    complain(`程序内部出错：${error instanceof Error ? error.message : String(error)}；请把命令和文件发给维护者`)
    if (process.env.XINGJI_DEBUG !== undefined) throw error
    return 1
  }
}
