/** What an element of an array is: dtypes, shapes, and paths to the fields of a struct. */
package dev.npymap.dtype;
