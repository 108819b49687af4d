package dev.npymap.parallel;

/** What must never be, in a state of the simulated world. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String message) {
        super(message);
    }
}
