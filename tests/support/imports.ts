import path from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './source-files';

/** One import, re-export, dynamic import, import type or require of a file. */
export interface Import {
  readonly from: string;
  /** The module as written. */
  readonly specifier: string;
  /** For a relative import: the path from the root, without the extension of code. */
  readonly target: string | undefined;
  /** True when nothing of it is left after compilation. */
  readonly typesOnly: boolean;
}

export function parse({ path: name, text }: SourceFile): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const module = moduleNamedBy(node);
    if (module !== undefined) {
      const { text: specifier } = module;
      found.push({ from: file.path, specifier, target: targetOf(file.path, specifier), typesOnly: isTypesOnly(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

function moduleNamedBy(node: ts.Node): ts.StringLiteralLike | undefined {
  const literal = (candidate: ts.Node | undefined) =>
    candidate && ts.isStringLiteralLike(candidate) ? candidate : undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isCallExpression(node) && loadsModule(node.expression)) return literal(node.arguments[0]);
  return undefined;
}

function loadsModule(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || /^(require|require\.resolve|jest\.\w+)$/.test(callee.getText());
}

function isTypesOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.join(path.posix.dirname(from), specifier).replace(/\.(ts|js)$/, '');
}
