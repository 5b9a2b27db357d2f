export declare class SecretSearch {
  constructor(secrets: Iterable<string>);
  isIn(bytes: string | Uint8Array): boolean;
}
export declare function searchDatabase(url: string, search: SecretSearch): Promise<string[]>;
export declare function searchDatabases(url: string, search: SecretSearch): Promise<string[]>;
export declare function searchAfterTests(url: string, folder: string): Promise<string[]>;
