'use strict';

/**
 * Jest resolver: a dynamic `import('./x.js')` names the file as it will be after the build, and TypeScript's nodenext rules ask
 * for that. Under Jest nothing is built, so a relative `.js` of ours that cannot be found means the `.ts` beside it.
 */
module.exports = function resolve(request, options) {
  const ours = request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules');
  if (!ours) return options.defaultResolver(request, options);
  try {
    return options.defaultResolver(request, options);
  } catch {
    return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
  }
};
