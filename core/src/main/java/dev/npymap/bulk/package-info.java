/**
 * What accessors and records are made of: axes, layouts of scalars, loops over runs of elements, reductions, both ends of a
 * cast, and how text, dates and long doubles lie in memory. It knows segments and dtypes, but no accessor. Not exported.
 */
package dev.npymap.bulk;
