/**
 * Zip archives, as far as {@code .npz} files need them: the JDK does not tell where in a file a member's bytes lie. The rules
 * are those of PKWARE's <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>; where it
 * leaves a choice, that of Python's {@code zipfile}, which is what NumPy reads with. Not exported.
 */
package dev.npymap.zip;
