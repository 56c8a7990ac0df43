/** The colours of code, as tokens.css names them. */
export type CodeColour = 'comment' | 'keyword' | 'string' | 'number' | 'function';

/** The scopes of highlight.js by their colours. https://highlightjs.readthedocs.io/en/stable/css-classes-reference.html */
const scopes: Record<CodeColour | 'none', string> = {
  comment: 'comment quote',
  keyword: 'keyword literal name selector-tag meta variable.language_',
  string: 'string regexp addition link',
  number: 'number symbol bullet deletion',
  function:
    'title built_in type class section attr attribute selector-class selector-id selector-attr selector-pseudo',
  // An expression in the midst of a string.
  none: 'subst',
};

const colours = new Map(
  Object.entries(scopes).flatMap(([colour, names]) =>
    names.split(' ').map((name) => [name, colour] as const),
  ),
);

/**
 * The colour of a scope, or, where it has none of its own, that of what it stands in.
 * @param className as lowlight writes it: `hljs-title`, and behind it what kind of one, `function_`
 */
export function colourOf(className: unknown, around: CodeColour | undefined): CodeColour | undefined {
  const [name = '', kind] = Array.isArray(className) ? className.map(String) : [];
  const scope = name.replace('hljs-', '');
  const colour = colours.get(`${scope}.${kind}`) ?? colours.get(scope);
  if (colour === undefined) return around;
  return colour === 'none' ? undefined : (colour as CodeColour);
}
