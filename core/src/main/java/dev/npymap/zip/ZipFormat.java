package dev.npymap.zip;

/** The signatures of APPNOTE.TXT's records, read as little-endian ints, and the sizes of their fixed parts, in bytes. */
final class ZipFormat {
    /** 4.3.7: before each member. */
    static final int LOCAL = 0x04034b50;

    static final int LOCAL_SIZE = 30;

    /** 4.3.9: behind a member whose sizes were not known when it was begun. */
    static final int DESCRIPTOR = 0x08074b50;

    /** 4.3.12: a member's entry in the directory. */
    static final int CENTRAL = 0x02014b50;

    static final int CENTRAL_SIZE = 46;

    /** 4.3.14: zip64 end of central directory record. */
    static final int END64 = 0x06064b50;

    static final int END64_SIZE = 56;

    /** 4.3.15: tells where the former is. */
    static final int LOCATOR64 = 0x07064b50;

    static final int LOCATOR64_SIZE = 20;

    /** 4.3.16: end of central directory record. */
    static final int END = 0x06054b50;

    static final int END_SIZE = 22;

    /** A 16-bit number that stands for one in a zip64 record. */
    static final int IN_ZIP64_16 = 0xffff;

    /** A 32-bit number that stands for one in a zip64 record. */
    static final long IN_ZIP64 = 0xffff_ffffL;

    /** 4.5.3: the extra field of 64-bit sizes and offsets. */
    static final int ZIP64_FIELD = 0x0001;

    /** 4.4.5: compression methods. */
    static final int STORED = 0;

    static final int DEFLATED = 8;

    /** 4.4.4, bit 3: CRC and sizes stand behind the member, not before it. */
    static final int HAS_DESCRIPTOR = 1 << 3;

    /** 4.4.4, bit 11: the name is UTF-8. */
    static final int UTF8 = 1 << 11;

    /** 4.4.4, bits 0, 5, 6, 13: encrypted, a patch of another file, strongly encrypted, a hidden local header. */
    static final int UNREADABLE = 1 | 1 << 5 | 1 << 6 | 1 << 13;

    private ZipFormat() {}
}
