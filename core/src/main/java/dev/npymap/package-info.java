/** The front door: maps {@code .npy} files whole, by window or by share, and creates them. */
package dev.npymap;
