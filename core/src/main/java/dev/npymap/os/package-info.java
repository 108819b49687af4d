/**
 * What the JDK lacks, asked of the operating system itself through the Foreign Function &amp; Memory API, and what is
 * done where that is denied or absent. The lowest package, and the only one that uses a
 * {@link java.lang.foreign.Linker}.
 *
 * <p>Native access is asked for when a function is first needed, so a program that only maps and reads never sees the
 * JDK's warning about it; {@code --enable-native-access=dev.npymap} silences it for the others.
 */
package dev.npymap.os;
