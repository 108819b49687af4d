package dev.npymap.access;

/** Every method of the atomic accessors, on element 1 of an array, by its index alone or as an array. */
enum Operation {
    GET,
    SET,
    GET_ACQUIRE,
    SET_RELEASE,
    GET_OPAQUE,
    SET_OPAQUE,
    COMPARE_AND_SET,
    COMPARE_AND_EXCHANGE,
    GET_AND_SET,
    GET_AND_ADD,
    ADD_AND_GET;

    private static final long[] INDEX = {1};

    /** {@return what the method returns; 0 and 1 for false and true, 0 for nothing} */
    long run(AtomicLongAccessor atomic, boolean array, long x, long y) {
        return switch (this) {
            case GET -> array ? atomic.get(INDEX) : atomic.get(1);
            case GET_ACQUIRE -> array ? atomic.getAcquire(INDEX) : atomic.getAcquire(1);
            case GET_OPAQUE -> array ? atomic.getOpaque(INDEX) : atomic.getOpaque(1);
            case SET -> nothing(array ? () -> atomic.set(INDEX, x) : () -> atomic.set(1, x));
            case SET_RELEASE -> nothing(array ? () -> atomic.setRelease(INDEX, x) : () -> atomic.setRelease(1, x));
            case SET_OPAQUE -> nothing(array ? () -> atomic.setOpaque(INDEX, x) : () -> atomic.setOpaque(1, x));
            case COMPARE_AND_SET -> number(array ? atomic.compareAndSet(INDEX, x, y) : atomic.compareAndSet(1, x, y));
            case COMPARE_AND_EXCHANGE ->
                array ? atomic.compareAndExchange(INDEX, x, y) : atomic.compareAndExchange(1, x, y);
            case GET_AND_SET -> array ? atomic.getAndSet(INDEX, x) : atomic.getAndSet(1, x);
            case GET_AND_ADD -> array ? atomic.getAndAdd(INDEX, x) : atomic.getAndAdd(1, x);
            case ADD_AND_GET -> array ? atomic.addAndGet(INDEX, x) : atomic.addAndGet(1, x);
        };
    }

    /** {@return what the method returns; 0 and 1 for false and true, 0 for nothing} */
    int run(AtomicIntAccessor atomic, boolean array, int x, int y) {
        return switch (this) {
            case GET -> array ? atomic.get(INDEX) : atomic.get(1);
            case GET_ACQUIRE -> array ? atomic.getAcquire(INDEX) : atomic.getAcquire(1);
            case GET_OPAQUE -> array ? atomic.getOpaque(INDEX) : atomic.getOpaque(1);
            case SET -> nothing(array ? () -> atomic.set(INDEX, x) : () -> atomic.set(1, x));
            case SET_RELEASE -> nothing(array ? () -> atomic.setRelease(INDEX, x) : () -> atomic.setRelease(1, x));
            case SET_OPAQUE -> nothing(array ? () -> atomic.setOpaque(INDEX, x) : () -> atomic.setOpaque(1, x));
            case COMPARE_AND_SET -> number(array ? atomic.compareAndSet(INDEX, x, y) : atomic.compareAndSet(1, x, y));
            case COMPARE_AND_EXCHANGE ->
                array ? atomic.compareAndExchange(INDEX, x, y) : atomic.compareAndExchange(1, x, y);
            case GET_AND_SET -> array ? atomic.getAndSet(INDEX, x) : atomic.getAndSet(1, x);
            case GET_AND_ADD -> array ? atomic.getAndAdd(INDEX, x) : atomic.getAndAdd(1, x);
            case ADD_AND_GET -> array ? atomic.addAndGet(INDEX, x) : atomic.addAndGet(1, x);
        };
    }

    private static int nothing(Runnable call) {
        call.run();
        return 0;
    }

    private static int number(boolean result) {
        return result ? 1 : 0;
    }
}
