/** Tasks that end badly, or not at all, for threads to run. */

exports.endless = () => {
  for (;;) {
    // Only the end of the thread ends it.
  }
}

exports.exits = () => process.exit(3)

exports.fillsMemory = () => {
  const kept = []
  for (;;) kept.push(new Array(10_000).fill(kept.length))
}
