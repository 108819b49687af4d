package dev.npymap;

import dev.npymap.zip.MemberBytes;

/**
 * What an archive says about one of its arrays, when it was asked. Immutable.
 *
 * @param name its name, without {@code .npy}
 * @param isStored whether its bytes lie in the archive as they are, so that it can be mapped; else they are deflated
 * @param storedSize how many bytes it takes in the archive
 * @param size how many bytes it has as a {@code .npy} file, header and payload
 * @param crc the CRC-32 of those, from 0 to 2<sup>32</sup> - 1
 * @param offset where its bytes, the header of the array first, begin in the archive, in bytes from the file's beginning
 */
public record NpzMember(String name, boolean isStored, long storedSize, long size, long crc, long offset) {
    static NpzMember of(MemberBytes bytes) {
        String name = NpzNames.withoutSuffix(bytes.name());
        return new NpzMember(name, bytes.isStored(), bytes.storedSize(), bytes.size(), bytes.crc(), bytes.offset());
    }
}
