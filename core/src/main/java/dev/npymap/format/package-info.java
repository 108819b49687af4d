/** The header of a {@code .npy} file: read from any version, written byte for byte as NumPy writes it. */
package dev.npymap.format;
