/**
 * The way of elements into a file: Java arrays, arrays of any strides, and records become dense bytes in C order, through one
 * buffer; and the room in a header for more rows. It knows channels, but no names of files. Not exported.
 */
package dev.npymap.write;
