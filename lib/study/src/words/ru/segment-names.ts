import type { SegmentNames } from '../en/segment-names'

export const segmentNames: SegmentNames = {
  'Save now': 'Спасать сейчас',
  'Win back cheaply': 'Вернуть недорого',
  'Look after': 'Беречь',
  'Leave as is': 'Не тревожить',
}
