export type { DutyAction, DutyAsk, DutyDraft, DutyStake, DutyState, DutyStatus, DutyWaiver } from './model.js'
export { DutyBoard, dutyStates, nextTurn, type DutyInput, type FollowedRubric } from './board.js'
export { dueStatus, type DutyDates } from './dates.js'
export { dutyStatusLabels, stakeWords } from './words.js'
