import { defineConfig } from 'prisma/config';

// The client is engine-less, yet `prisma generate` insists on a schema engine binary and would download one. Any
// existing executable satisfies it, so generation works without network.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
