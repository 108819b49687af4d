/**
 * The way of elements into a file: Java arrays, arrays of any strides, and records become dense bytes in C order, through one
 * buffer; and how a file gets more rows. Not exported.
 */
package dev.npymap.write;
