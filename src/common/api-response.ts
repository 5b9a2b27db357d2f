/** What every successful answer looks like. */
export interface ApiResponse<Data> {
  status: 'success';
  data: Data;
}

export function success<Data>(data: Data): ApiResponse<Data> {
  return { status: 'success', data };
}
