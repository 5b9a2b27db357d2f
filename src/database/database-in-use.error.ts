/** The data folder already has a running PostgreSQL: two servers on one folder would damage it. */
export class DatabaseInUseError extends Error {
  constructor(directory: string, pid: number) {
    super(`The data folder ${directory} is in use by process ${pid}. Choose another with DATA_DIR or --data-dir.`);
  }
}
