package dev.npymap.os;

/** The operating systems whose C library npymap knows; all else takes the plain-Java way. */
enum Platform {
    LINUX,
    MACOS,
    OTHER;

    static final Platform CURRENT = of(System.getProperty("os.name"), System.getProperty("sun.arch.data.model"));

    /** A 32-bit system is {@link #OTHER}: its {@code off_t} and {@code size_t} have other widths. */
    static Platform of(String name, String bits) {
        if (!"64".equals(bits)) {
            return OTHER;
        }
        return name.equals("Linux") ? LINUX : name.equals("Mac OS X") ? MACOS : OTHER;
    }
}
