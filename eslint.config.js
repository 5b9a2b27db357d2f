import tseslint from 'typescript-eslint';

/** Comparing secrets with === tells an attacker, by time, how much was right: use equal() of src/secrets. */
const SECRET_NAME = '/(secret|token|hash|signature)$/i';

/** A variable or a property with such a name; `?.`, `!` and `as` put another node around it. */
const SECRET = `:matches(${['', 'expression.', 'expression.expression.']
  .flatMap((inside) => ['name', 'property.name', 'property.value'].map((name) => `[${inside}${name}=${SECRET_NAME}]`))
  .join(', ')})`;

export default tseslint.config(
  { ignores: ['**/dist/', 'src/generated/', '**/node_modules/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        ...['left', 'right'].map((side) => ({
          selector: `BinaryExpression[operator=/^[!=]==?$/]:not([left.type="Literal"], [right.type="Literal"], [right.type="Identifier"][right.name="undefined"]) > ${SECRET}.${side}`,
          message: 'Compare hashes with equal() of src/secrets/secrets.ts.',
        })),
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config reads the environment.' },
      ],
    },
  },
  {
    files: ['src/config/**', 'src/cli/**', 'src/database/embedded-postgres.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
