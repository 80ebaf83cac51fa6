// What may become of a file that a proof asks for. Nothing else may end a proof.

/** A file that a site does not have. */
export class Absent extends Error {}

/** A file of the site that could not be had: nobody knows what is in it. */
export class Unreadable extends Error {}

/**
 * Returns what a promise comes to, or null where the site does not have the file; all other faults go on.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T | null>}
 */
export function orAbsent(promise) {
  return promise.catch((fault) => {
    if (!(fault instanceof Absent)) throw fault;
    return null;
  });
}
