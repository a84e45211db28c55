import { createHash } from 'node:crypto'
import { SetupError } from './errors.mjs'

/** tfjs_backend.cc of @tensorflow/tfjs-node 4.22.0. */
const known = '37a6a6f29e0be5e6ba17fe2b7c943a730f1069eaa8a536fd42ea22b0c56695f7'

/**
 * The one piece of state that all threads of a process share in the binding is the set of attribute names. It is
 * filled without a lock, so that worker threads which run TensorFlow at once now and then end the process with a
 * segmentation fault, or never end. What is taken out of the set stays where it is, so a lock around filling it is
 * enough.
 */
export const threadSafetyChanges = [
  {
    from: '#include <memory>\n#include <set>\n',
    to: '#include <memory>\n#include <mutex>\n#include <set>\n',
  },
  {
    from: 'static std::set<std::string> ATTR_NAME_SET;\n',
    to: `static std::set<std::string> ATTR_NAME_SET;
static std::mutex ATTR_NAME_MUTEX;

// The kept copy of a name, for all threads.
static const char *KeptAttrName(const std::string &name) {
  std::lock_guard<std::mutex> lock(ATTR_NAME_MUTEX);
  return ATTR_NAME_SET.insert(name.c_str()).first->c_str();
}
`,
  },
  {
    from: 'const char *attr_name =\n      ATTR_NAME_SET.insert(attr_name_string.c_str()).first->c_str();\n',
    to: 'const char *attr_name = KeptAttrName(attr_name_string);\n',
  },
]

/**
 * The binding's tfjs_backend.cc with a lock around the names of attributes.
 *
 * @param {string} source the text of the file
 * @param {string} path named in messages
 * @throws {SetupError} when it is not the file that the changes were made for
 */
export function threadSafe(source, path) {
  const found = createHash('sha256').update(source).digest('hex')
  if (found !== known) {
    throw new SetupError(
      `${path} is not the source that set-up makes safe for threads (SHA-256 ${found}, not ${known}).\n` +
        'Remove the folder node_modules and run npm run setup again. After an update of @tensorflow/tfjs-node, ' +
        'look at scripts/setup/thread-safe-binding.mjs.',
    )
  }
  return threadSafetyChanges.reduce((text, { from, to }) => {
    const parts = text.split(from)
    if (parts.length !== 2) throw new Error(`${path}: ${parts.length - 1} places for the change of ${from}`)
    return parts.join(to)
  }, source)
}
