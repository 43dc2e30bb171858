import { Text } from '@tarojs/components'
import { useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { TextField } from '../../components/TextField'
import { Toggle } from '../../components/Toggle'
import type { Preferences } from '../../data/inbox-remote'
import { digestWords } from './quiet-view'
import { QuietHours } from './QuietHours'
import { inbox } from './use-inbox'

/** Asks within the tap itself: WeChat allows it nowhere else. */
function askWechat(template: string): void {
  void platform.subscription.ask(template).then(
    (answer) => inbox.noteAcceptance(template, answer),
    () => undefined,
  )
}

/** By which ways, beside this list, somebody hears of things, and when. */
export function Channels({ preferences, waiting }: { preferences: Preferences; waiting: boolean }) {
  const { wechat, mail, quiet, workdaysOnly } = preferences
  const { template } = wechat
  return (
    <Block id="channels" title="怎样提醒" aside={waiting ? '联网后生效' : undefined}>
      <Text id="channels-words">{digestWords(preferences)}</Text>
      {wechat.available && (
        <Toggle
          id="channel-wechat"
          label="微信提醒"
          help={`一天最多一条；还能收 ${wechat.left} 条`}
          on={wechat.on}
          onChange={(on) => void inbox.change({ wechat: on })}
        />
      )}
      {template !== null && wechat.on && platform.subscription.supported && (
        <Action id="accept-wechat" tone="quiet" text="再收一条微信提醒" onPress={() => askWechat(template)} />
      )}
      {mail.available && <MailChannel mail={mail} />}
      <Toggle
        id="workdays-only"
        label="只在工作日提醒"
        on={workdaysOnly}
        onChange={(on) => void inbox.change({ workdaysOnly: on })}
      />
      <QuietHours quiet={quiet} />
    </Block>
  )
}

/** Mail goes to an address once its owner has typed the code that was sent there. */
function MailChannel({ mail: { on, address, pending } }: Pick<Preferences, 'mail'>) {
  const [text, setText] = useState('')
  const send = (work: (value: string) => Promise<void>) => {
    void work(text.trim())
    setText('')
  }
  if (address !== null)
    return (
      <Toggle
        id="channel-mail"
        label="邮件提醒"
        help={address}
        on={on}
        onChange={(value) => void inbox.change({ mail: value })}
      />
    )
  if (pending !== null)
    return (
      <>
        <Text>验证码已发到 {pending}，半小时内有效。</Text>
        <TextField id="mail-code" label="验证码" value={text} placeholder="6 位数字" onChange={setText} />
        <Action
          id="confirm-mail"
          tone="quiet"
          text="确认邮箱"
          onPress={() => send((code) => inbox.confirmMail(code))}
        />
      </>
    )
  return (
    <>
      <TextField id="mail-address" label="邮箱" value={text} placeholder="收提醒的邮箱" onChange={setText} />
      <Action id="offer-mail" tone="quiet" text="用邮件提醒我" onPress={() => send((to) => inbox.offerMail(to))} />
    </>
  )
}

/** The calendar's address, for calendar programs. */
export function CalendarAddress({ organisation }: { organisation: string }) {
  const [address, setAddress] = useState<string>()
  return (
    <Block id="calendar" title="日历订阅">
      <Line
        title="把截止日放进自己的日历"
        note="在电脑或手机日历里“通过网址订阅”，会自动更新。地址只给自己用，不要转发。"
      />
      <Action
        id="open-calendar"
        tone="quiet"
        text="生成日历地址（旧地址作废）"
        onPress={() => void inbox.openCalendar(organisation).then(setAddress)}
      />
      {address !== undefined && (
        <Text id="calendar-address" userSelect>
          {address}
        </Text>
      )}
    </Block>
  )
}
