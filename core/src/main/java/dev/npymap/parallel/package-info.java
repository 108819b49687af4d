/**
 * N processes, one file: shares that are claimed, filled and recorded as done, so that a killed process loses nothing.
 *
 * <p>Begin with {@link dev.npymap.parallel.SharedFill}.
 */
package dev.npymap.parallel;
