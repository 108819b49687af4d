/** Python source text, as far as an NPY header may hold it. Not exported. */
package dev.npymap.literal;
