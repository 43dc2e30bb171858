import type { YAMLError } from 'yaml'

/** What the YAML parser complains about, in words for someone who writes a table, not a program. */
const sentences: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: '缩进用了 Tab 键；请全部改成空格（每层两个空格）',
  BAD_INDENT: '这一行的缩进与上下文对不上，或前面有没关上的括号、引号；同一层的行要左对齐，下一层多两个空格',
  MISSING_CHAR: '少了一个符号；检查引号、括号 [ ] { } 和逗号是否成对，冒号后面要有一个空格',
  UNEXPECTED_TOKEN: '这里有多余或放错位置的符号；检查引号、括号和逗号',
  BAD_SCALAR_START: '文字以特殊符号开头；请给整段文字加上引号',
  MULTILINE_IMPLICIT_KEY: '这里应是“键: 值”；冒号要用英文冒号，后面空一格；也检查上一行的引号和括号',
  BLOCK_AS_IMPLICIT_KEY: '一行里写了两个“键: 值”；文字里有冒号时给整段文字加上引号，或另起一行',
  BLOCK_IN_FLOW: '花括号、方括号里面不能再换行缩进写；请写在括号里，或去掉括号',
  KEY_OVER_1024_CHARS: '键太长；检查这一行是否少了引号',
  NON_STRING_KEY: '键应是文字；请给它加上引号',
  BAD_DQ_ESCAPE: '双引号里的反斜杠有特殊含义；请改用单引号',
  BAD_ALIAS: '引用（*名称）写得不对；星号后面要有名称，文字以星号开头时请加引号',
  MULTIPLE_ANCHORS: '同一处写了两个 & 名称；请去掉一个',
  MULTIPLE_DOCS: '一个文件里只写一份内容；请删去 --- 之后的部分',
  RESOURCE_EXHAUSTION: '嵌套太深或引用太多；请去掉多余的括号和引用',
  TAG_RESOLVE_FAILED: '感叹号开头的标记不认识；文字以感叹号开头时请加引号',
}

export function yamlSentence(error: YAMLError): string {
  const known = sentences[error.code]
  return known
    ? `YAML 写法有误：${known}`
    : `YAML 写法有误：检查这一行的缩进、引号和冒号（${firstLine(error.message)}）`
}

/** The parser's own first line, without the place it repeats. */
const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/ at line \d+.*$/, '')
