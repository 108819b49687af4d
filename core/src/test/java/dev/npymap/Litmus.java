package dev.npymap;

import java.util.Set;

/**
 * Two threads that each do a little to the same two elements, {@code x} and {@code y}, which are 0 before, and see a digit.
 * Java's memory model tells which pairs of digits there can be.
 *
 * @see <a href="https://gee.cs.oswego.edu/dl/html/j9mm.html">Using JDK 9 Memory Order Modes</a>
 */
enum Litmus {
    /** Who sees the flag sees what was written before it. */
    MESSAGE_BY_RELEASE_AND_ACQUIRE(
            (x, y) -> {
                x.plainSet(1);
                y.setRelease(1);
                return 0;
            },
            (x, y) -> 2 * y.getAcquire() + x.plainGet(),
            "00",
            "01",
            "03"),
    MESSAGE_BY_VOLATILE(
            (x, y) -> {
                x.plainSet(1);
                y.set(1);
                return 0;
            },
            (x, y) -> 2 * y.get() + x.plainGet(),
            "00",
            "01",
            "03"),
    MESSAGE_BY_COMPARE_AND_SET(
            (x, y) -> {
                x.plainSet(1);
                y.compareAndSet(0, 1);
                return 0;
            },
            (x, y) -> 2 * y.getAndAdd(0) + x.plainGet(),
            "00",
            "01",
            "03"),
    /** Of two who each write theirs and then look at the other's, at least one sees it. */
    STORES_BY_VOLATILE(
            (x, y) -> {
                x.set(1);
                return y.get();
            },
            (x, y) -> {
                y.set(1);
                return x.get();
            },
            "01",
            "10",
            "11"),
    STORES_BY_EXCHANGE(
            (x, y) -> {
                x.getAndSet(1);
                return y.get();
            },
            (x, y) -> {
                y.compareAndExchange(0, 1);
                return x.get();
            },
            "01",
            "10",
            "11"),
    /** Here neither may: that this is seen tells that the threads meet in the middle of what they do. */
    STORES_BY_RELEASE(
            (x, y) -> {
                x.setRelease(1);
                return y.getAcquire();
            },
            (x, y) -> {
                y.setRelease(1);
                return x.getAcquire();
            },
            "00",
            "01",
            "10",
            "11"),
    /** One wins. */
    COMPARE_AND_SET((x, y) -> x.compareAndSet(0, 1) ? 1 : 0, (x, y) -> x.compareAndSet(0, 2) ? 1 : 0, "01", "10"),
    /** One wins, and the other learns who did. */
    COMPARE_AND_EXCHANGE((x, y) -> x.compareAndExchange(0, 1), (x, y) -> x.compareAndExchange(0, 2), "01", "20"),
    GET_AND_SET((x, y) -> x.getAndSet(1), (x, y) -> x.getAndSet(2), "01", "20"),
    /** The second to add sees what the first added. */
    GET_AND_ADD((x, y) -> x.getAndAdd(1), (x, y) -> x.getAndAdd(2), "01", "20"),
    /** Nobody sees a value after a later one. */
    COHERENCE_OF_OPAQUE(
            (x, y) -> {
                x.setOpaque(1);
                x.setOpaque(2);
                return 0;
            },
            (x, y) -> 3 * x.getOpaque() + x.getOpaque(),
            "00",
            "01",
            "02",
            "04",
            "05",
            "08"),
    /** Nobody sees a part of a value. */
    WHOLE_VALUES(
            (x, y) -> {
                x.setOpaque(-1);
                return 0;
            },
            (x, y) -> {
                long seen = x.getOpaque();
                return seen == 0 ? 0 : seen == -1 ? 1 : 2;
            },
            "00",
            "01");

    @SuppressWarnings("ImmutableEnumChecker") // none of them has a state
    final Actor first;

    @SuppressWarnings("ImmutableEnumChecker")
    final Actor second;

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of is immutable
    final Set<String> allowed;

    Litmus(Actor first, Actor second, String... allowed) {
        this.first = first;
        this.second = second;
        this.allowed = Set.of(allowed);
    }

    /** What one thread does. */
    @FunctionalInterface
    interface Actor {
        /** {@return what it saw, a digit} */
        long act(Cell x, Cell y);
    }
}
