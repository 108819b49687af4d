/** Accessors, which read and write one scalar type at an index. They work over any memory segment; arrays of files are one source. */
package dev.npymap.access;
