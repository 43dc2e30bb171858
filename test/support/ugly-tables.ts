import { writeFileSync } from 'node:fs'
import { serialOf, xlsx, type SheetText, type Shown } from './xlsx.js'

const day = (text: string, as: Shown['as'] = 'day'): Shown => ({ serial: serialOf(text), as })

/** The ugly ledgers of `test/fixtures/tables` that are workbooks. The others are plain text. */
export const uglyWorkbooks: Record<string, SheetText[]> = {
  // Titles above, 类别 merged downwards, counts as people write them, totals, signatures.
  '01-party-work.xlsx': [
    {
      name: 'Sheet1',
      merges: ['A1:G1', 'A2:G2', 'B4:B6', 'B8:B9'],
      rows: [
        ['江城市测试学会2018年度党建工作台账'],
        ['填报单位：江城市测试学会        填报日期：2018年12月20日'],
        ['序号', '活动类别', '活动时间', '活动名称', '参加人数', '地点', '备注'],
        [1, '主题党日', '3月5日', '学雷锋志愿服务', '约200人', '市科技馆', '雨天，室内进行'],
        [2, null, '2018年3月12日-13日', '红色教育基地参观', '２００', '红安', null],
        [3, null, day('2018-04-20'), '“不忘初心”主题党日', 36, '学会会议室', null],
        [],
        [4, '党课', '五月四日', '书记讲党课', '一百二十人', '线上', null],
        [5, null, day('2018-07-01', 'chinese-day'), '“七一”专题党课', '50+', '学会会议室', '约请党校老师'],
        [6, '党委会', '2018.9.3（周一）', '第三次党委会', '7人', '学会会议室', null],
        [7, '党委会', '三月初', '第一次党委会', 7, '学会会议室', null],
        ['合计', null, null, null, 620, null, null],
        ['填表人：李××        审核人：王××'],
      ],
    },
  ],
  // Headings between the rows, numbering that begins again, subtotals, remarks at the end.
  '05-sections.xlsx': [
    {
      name: '2018年',
      merges: ['A1:F1', 'A3:F3', 'A7:F7', 'A12:F12'],
      rows: [
        ['年度活动情况汇总表'],
        ['序号', '主题', '时间', '规模', '主办/承办', '报道链接'],
        ['一、学术交流活动'],
        [
          1,
          '光电子前沿论坛',
          '6月8日—9日',
          '300余人',
          '主办',
          'https://mp.weixin.qq.com/s/abc123 、 https://www.example.org.cn/n1',
        ],
        [2, '青年学者沙龙', '11月', '三十人', '协办', null],
        ['小计', null, null, 330, null, null],
        ['二、科普活动'],
        [1, '科技活动周进校园', '5.19', '约1,200人次', '-', '签到表、照片'],
        [2, '全国科普日讲座', '9月15日上午', '80人左右', '/', null],
        [3, '科普展览', '9月15-21日', '2千人', '', null],
        ['小计', null, null, 3280, null, null],
        ['三、继续教育与培训'],
        [1, '项目申报专题培训', 43252, '45人', '主办', null],
        ['注：以上数据截至2018年11月30日'],
      ],
    },
  ],
  // Headings over two rows, month and day in columns of their own, a unit in the heading.
  '06-two-row-header.xlsx': [
    {
      name: '2018学术会议一览表',
      merges: ['A1:I1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:G2', 'H2:H3', 'I2:I3', 'C5:C6'],
      rows: [
        ['江城市测试学会学术会议一览表'],
        ['序号', '会议名称', '时间', null, '参加人数', null, null, '学会角色', '论文集'],
        [null, null, '月', '日', '人数', '院士', '外宾', null, null],
        ['1', '第十届学术年会', '4', '12', '260', '2', '11', '主办', '论文汇编'],
        ['2', '集成电路研讨会', '5', '8', '90', '0', '/', '承办', '没有'],
        ['3', '新材料高峰论坛', null, '26', '近150', '1', '三', '合办', '公开出版'],
        ['4', '人工智能报告会', '13', '2', '120', '', '', '主办', ''],
        ['5', '国际学术交流周', '10', '30', '60-80', '', '5', '主办', ''],
      ],
    },
  ],
  // One kind a sheet, dates as the spreadsheet keeps them, a sheet hidden, a month that was never a day.
  '07-many-sheets.xlsx': [
    {
      name: '党委会会议',
      rows: [
        ['召开日期', '会议主题', '出席人数', '是否审议三重一大', '主持人'],
        [day('2018-01-15'), '一届五次党委会', 7, '√', '张×'],
        [day('2018-06-20'), '一届六次党委会', 6, '×', '张×'],
        [day('2018-06-20'), '一届六次党委会', 6, '×', '张×'],
      ],
    },
    {
      name: '科普工作2018',
      rows: [
        ['活动名称', '开展日期', '受众人数', '开展场所'],
        ['院士进校园', day('2018-05-25'), 400, '江城市第一中学'],
        ['垃圾分类课堂', day('2018-08-01', 'month'), 60, '社区'],
        ['防震减灾宣传', day('2018-05-12'), '若干', '商圈'],
      ],
    },
    { name: '空表', rows: [] },
    {
      name: '旧数据',
      hidden: true,
      rows: [
        ['会议时间', '会议名称'],
        [day('2017-01-01'), '不要的'],
      ],
    },
    {
      name: '获奖情况',
      rows: [
        ['荣誉名称', '获奖级别', '获奖时间', '获奖对象', '授予单位'],
        ['市先进学会', '地市级', '2018年12月', '集体', '市科协'],
        ['省科技进步奖', '省级', '2018/10/8', '个人', '省政府'],
        ['优秀组织奖', '校级', '2018/5/30', '集体', '市科协'],
      ],
    },
  ],
  // What is so rather than what happened: rules, certificates, inspections, plans; filings as people note them.
  '09-rules-and-papers.xlsx': [
    {
      name: '制度与年度材料',
      merges: ['A1:G1'],
      rows: [
        ['2018年度制度建设与报送材料清单'],
        ['类别', '名称', '日期', '年度', '制度类别', '结论', '报送情况'],
        ['内部管理制度', '财务管理办法', '2018-01-10', null, '财务管理制度', null, '市科协 2018年1月20日'],
        ['内部管理制度', '印章使用规定', '2018-02-01', null, '其他制度', null, ''],
        ['年度工作总结', '2017年度工作总结', '2018-01-05', null, null, null, '已报送市科协 1月8日'],
        ['工作计划', '年度工作计划', '2018-01-05', '2018年', null, null, '已报送'],
        ['年检', '年度检查', null, '2017', null, '合格', '民政局2018.5.30'],
        ['理事会', '四届三次理事会会议', '2018-06-30', null, null, null, '无'],
      ],
    },
  ],
}

/** Writes them anew: `npx esbuild test/support/ugly-tables.ts --bundle --platform=node | node - test/fixtures/tables`. */
const folder = process.argv[2]
if (process.argv[1] === '-' && folder !== undefined)
  for (const [name, sheets] of Object.entries(uglyWorkbooks)) writeFileSync(`${folder}/${name}`, xlsx(sheets))
