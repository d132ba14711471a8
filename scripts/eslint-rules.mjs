// Rules of this project that no plugin has. Loaded by eslint.config.mjs.

/** The nearest node around `node` that stands on lines of its own: a statement, a class member, a property of an object. */
function statementAround(node) {
  let current = node;
  while (current.parent && !/(Statement|Declaration|Definition)$/.test(current.type)) current = current.parent;
  return current;
}

/** A cast hides a mistake from the compiler, so each one says why it is safe: on its line, or on the line above. */
const castNeedsComment = {
  meta: {
    type: 'problem',
    docs: { description: 'require a comment that says why a cast is safe' },
    messages: { silent: 'Say why this cast is safe, on this line or the line above, or parse instead of casting.' },
    schema: [],
  },
  create(context) {
    const commentLines = new Set();
    for (const { loc } of context.sourceCode.getAllComments()) {
      for (let line = loc.start.line; line <= loc.end.line; line += 1) commentLines.add(line);
    }
    const isConst = ({ type, typeName }) => type === 'TSTypeReference' && typeName.name === 'const';
    return {
      TSAsExpression(node) {
        if (isConst(node.typeAnnotation)) return;
        const cast = node.typeAnnotation.loc.start.line;
        const places = [cast, cast - 1, node.loc.start.line - 1, statementAround(node).loc.start.line - 1];
        if (!places.some((line) => commentLines.has(line))) context.report({ node, messageId: 'silent' });
      },
    };
  },
};

export const localRules = { rules: { 'cast-needs-comment': castNeedsComment } };
