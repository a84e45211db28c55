/**
 * Phrases that claim a time order: that the outcome came after what the model knew. The tables of a study do not say
 * so, and its plan is a rehearsal; no page of it may use them.
 */
export const claimsOfTimeOrder: readonly RegExp[] = [
  /\bwill (not )?(buy|decline|hold)\b/i,
  /\b(the )?next (three|3) months\b/i,
  /\bcame true\b/i,
  /\bstood the test\b/i,
  /стан(ет|ут) покупать/i,
  /(ближайшие|следующие) (три|3)/i,
  /прогноз\S* (\S+ ){0,2}(сбыл|подтвердил)/i,
]

/** The words of a page as a reader sees them: without scripts, styles and markup. */
export function readableText(page: string): string {
  return page
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

/** Each claim of a time order in a text, with what stands around it. */
export function timeOrderClaims(text: string): string[] {
  return claimsOfTimeOrder.flatMap((claim) => {
    const found = claim.exec(text)
    return found ? [text.slice(Math.max(0, found.index - 40), found.index + 60)] : []
  })
}
