import type { Hand } from './hand.js'

/** The steps of the main flow, as a secretary takes them, whatever the app runs on. */

export async function signInByName(hand: Hand, name: string): Promise<void> {
  await hand.until('the sign-in page is there', () => hand.sees('sign-in'))
  await hand.type('sign-in-name', name)
  await hand.tap('sign-in')
}

export async function signInByWechat(hand: Hand): Promise<void> {
  await hand.until('the sign-in page is there', () => hand.sees('sign-in'))
  await hand.tap('sign-in')
}

export async function createOrganisation(hand: Hand, name: string, code: string): Promise<void> {
  await hand.until('organisations can be made', () => hand.sees('create-organisation'))
  await hand.type('organisation-name', name)
  await hand.type('organisation-code', code)
  await hand.tap('create-organisation')
  await hand.until('the home page is there', () => hand.sees('home'))
}

export async function chooseOrganisation(hand: Hand, id: string): Promise<void> {
  await hand.until('the organisation is offered', () => hand.sees(`organisation-${id}`))
  await hand.tap(`organisation-${id}`)
  await hand.until('the home page is there', () => hand.sees('home'))
}

export async function chooseRubric(hand: Hand, rubric: string): Promise<void> {
  await hand.tap('rubric-switch')
  await hand.until('the rubrics are there', () => hand.sees(`rubric-${rubric}`))
  await hand.tap(`rubric-${rubric}`)
}

/** The estimate on the home page, in points. */
export async function estimate(hand: Hand): Promise<number> {
  return Number(await hand.read('home-total-estimate'))
}

/** Opens the form of a kind. */
export async function beginRecord(hand: Hand, kind: string): Promise<void> {
  await hand.tap('add-record')
  await hand.until('the kinds are there', () => hand.sees(`kind-${kind}`))
  await hand.tap(`kind-${kind}`)
  await hand.until('the form is there', () => hand.sees('save-record'))
}

export async function saveRecord(hand: Hand): Promise<void> {
  await hand.tap('save-record')
  await hand.until('the home page is back', () => hand.sees('home'))
}

/** A Party committee that exists: what most of the first sections rest on. */
export async function recordCommittee(hand: Hand): Promise<void> {
  await beginRecord(hand, 'committee')
  await hand.type('field-title', '学会党委成立')
  await hand.type('field-size', '7')
  await saveRecord(hand)
}

export async function beginMeeting(hand: Hand, title: string): Promise<void> {
  await beginRecord(hand, 'committee-meeting')
  await hand.tap('field-on-near-today')
  await hand.type('field-title', title)
  await hand.type('field-people', '7')
}

export async function untilSent(hand: Hand): Promise<void> {
  // While records are read, the page shows the last score and counts nothing.
  await hand.until('everything is sent', async () => (await hand.sees('home')) && !(await hand.sees('home-unsent')))
}

/** A study session as it is recorded in the hall: its name typed, a head count, perhaps a photo: what the camera does. */
export async function recordStudySession(hand: Hand, title: string, photo?: () => Promise<void>): Promise<void> {
  await beginRecord(hand, 'party-activity')
  await hand.type('field-title', title)
  await hand.tap('field-people-quick-30')
  await hand.tap('field-study')
  if (photo) {
    await photo()
    await hand.until('the photo is kept', () => hand.sees('evidence-0'))
  }
  await saveRecord(hand)
}
