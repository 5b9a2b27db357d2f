/** Tests run as ES modules on the TypeScript sources, against one real PostgreSQL that the global set-up starts. */
export default {
  roots: ['<rootDir>/src', '<rootDir>/test'],
  // It has packages of its own.
  modulePathIgnorePatterns: ['<rootDir>/test/atoms/'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  resolver: '<rootDir>/test/support/resolver.cjs',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  // Much of a test is waiting for the database and for other processes, so every core gets a worker.
  maxWorkers: '100%',
  testTimeout: 30_000,
};
