package dev.npymap.os;

/** What the user allows. */
public final class NativeAccess {
    private NativeAccess() {}

    /**
     * {@return whether the C library may be called without a word from the JVM}
     *
     * <p>For what is faster with a call and right without one: it is not worth the warning that a user gets who has neither
     * allowed nor denied such calls.
     */
    public static boolean isGranted() {
        return NativeAccess.class.getModule().isNativeAccessEnabled();
    }
}
