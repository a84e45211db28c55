/**
 * A name as it stands within a sentence: `Extra trees and SVM, stacked` → `extra trees and SVM, stacked`. A first word in
 * capitals stays as it is: `ROC-AUC`.
 */
export function uncapital(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
