/** Python source text, as far as an NPY header may hold it, and JSON, as far as a manifest does. Not exported. */
package dev.npymap.literal;
