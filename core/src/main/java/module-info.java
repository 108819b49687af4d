/**
 * Maps NumPy's {@code .npy} files into memory segments, whole or by window, and reads and writes them in place.
 *
 * <p>Begin with {@link dev.npymap.Npy}.
 */
module dev.npymap {
    exports dev.npymap;
    exports dev.npymap.access;
    exports dev.npymap.dtype;
    exports dev.npymap.format;
    exports dev.npymap.parallel;
    exports dev.npymap.record;
}
