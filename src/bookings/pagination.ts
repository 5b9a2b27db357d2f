/** Where a page of a list is. */
export interface Pagination {
  totalItems: number;
  remainingItems: number;
  returnedItems: number;
  itemsPerPage: number;
  currentPage: number;
  totalPages: number;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** Where the page of `take` items after `skip` others is in a list of `totalItems`. */
export function paginationOf(totalItems: number, take: number, skip: number): Pagination {
  const skipped = Math.min(Math.max(skip, 0), totalItems);
  const totalPages = Math.ceil(totalItems / take);
  return {
    totalItems,
    remainingItems: Math.max(0, totalItems - skipped - take),
    returnedItems: Math.min(take, totalItems - skipped),
    itemsPerPage: take,
    currentPage: Math.min(Math.floor(skipped / take) + 1, totalPages),
    totalPages,
    hasNextPage: skipped + take < totalItems,
    hasPreviousPage: skipped > 0,
  };
}
