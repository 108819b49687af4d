package dev.npymap.parallel;

import dev.npymap.parallel.ShareStatus.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A simulated world: for each share two cells of data, its word in the ledger, and its lock. Immutable. The other fields of a row
 * are left out: they are advice, which no step depends on, and so it does not matter what a power cut leaves of them.
 *
 * <p>Values of cells name the attempt that wrote them; the checksum of two cells is a number of its own for each two values.
 *
 * @param cells {@value #CELLS} for each share
 * @param words one for each share, see {@link #encode}
 * @param owners who holds the lock of each share; {@link #NOBODY} if nobody does
 * @param settled of which shares {@code done()} has returned, and which were not reopened since
 */
record World(List<Place> cells, List<Place> words, List<Integer> owners, List<Boolean> settled) {
    static final int CELLS = 2;
    static final int NOBODY = -1;

    /** Values of cells are less. 0 is the one that a new file has. */
    static final int VALUES = 64;

    private static final int STATES = 4;

    static World of(int shares, boolean hasDisk) {
        return new World(
                Collections.nCopies(CELLS * shares, Place.of(0, hasDisk)),
                Collections.nCopies(shares, Place.of(encode(ShareWord.FREE), hasDisk)),
                Collections.nCopies(shares, NOBODY),
                Collections.nCopies(shares, false));
    }

    static int checksum(int first, int second) {
        return 1 + first * VALUES + second;
    }

    static int encode(ShareWord word) {
        return word.crc() * STATES + word.state().number();
    }

    static ShareWord decode(int word) {
        return new ShareWord(State.of(word % STATES).orElseThrow(), word / STATES);
    }

    ShareWord word(int share) {
        return decode(words.get(share).now());
    }

    /** What a step returns, and the world after it. */
    record After(int result, World world) {}

    /**
     * Takes a step.
     *
     * @param who the process that takes it
     * @param value what it writes to cells
     * @param isReopening whether it may write to a share that is done
     */
    After take(Step step, int who, int value, boolean isReopening) {
        int share = step.share();
        int cell = share * CELLS + step.argument();
        return switch (step.kind()) {
            case READ_WORD -> new After(encode(word(share)), this);
            case READ_CELL -> new After(cells.get(cell).now(), this);
            case TRY_LOCK -> owners.get(share) == NOBODY ? new After(1, withOwner(share, who)) : new After(0, this);
            case UNLOCK -> {
                checkHolds(step, who);
                yield new After(0, withOwner(share, NOBODY));
            }
            case COMMIT -> {
                checkHolds(step, who);
                yield new After(0, commit(share, step.argument(), isReopening));
            }
            case WRITE_OWNER, WRITE_FINISHED -> {
                checkHolds(step, who);
                yield new After(0, this);
            }
            case FORCE_ROW -> new After(0, withWord(share, words.get(share).force()));
            case WRITE_CELL -> {
                checkHolds(step, who);
                if (word(share).isDone()) {
                    throw new Violation("share " + share + " is written although it is done");
                }
                yield new After(0, new World(with(cells, cell, cells.get(cell).write(value)), words, owners, settled));
            }
            case FORCE_CELLS -> {
                List<Place> forced = new ArrayList<>(cells);
                forced.subList(share * CELLS, (share + 1) * CELLS).replaceAll(Place::force);
                yield new After(0, new World(List.copyOf(forced), words, owners, settled));
            }
        };
    }

    private World commit(int share, int word, boolean isReopening) {
        boolean isDone = decode(word).isDone();
        if (word(share).isDone() && !isDone && !isReopening) {
            throw new Violation("share " + share + " was done, and is not any more");
        }
        Place place = words.get(share).write(word);
        return new World(cells, with(words, share, place), owners, isDone ? settled : with(settled, share, false));
    }

    private World withWord(int share, Place word) {
        return new World(cells, with(words, share, word), owners, settled);
    }

    private void checkHolds(Step step, int who) {
        if (owners.get(step.share()) != who) {
            throw new Violation(
                    "process " + who + " does not hold the lock: " + step + ", owner " + owners.get(step.share()));
        }
    }

    private World withOwner(int share, int who) {
        return new World(cells, words, with(owners, share, who), settled);
    }

    World settle(int share) {
        return new World(cells, words, owners, with(settled, share, true));
    }

    /** {@return the world after the death of a process, whose locks the kernel frees; the page cache stays} */
    World withoutLocksOf(int who) {
        return new World(
                cells,
                words,
                owners.stream().map(owner -> owner == who ? NOBODY : owner).toList(),
                settled);
    }

    /** {@return every world that may be there after a power cut} */
    List<World> afterPowerCut() {
        List<Integer> free = Collections.nCopies(owners.size(), NOBODY);
        List<World> worlds = new ArrayList<>();
        for (List<Place> someCells : outcomes(cells)) {
            for (List<Place> someWords : outcomes(words)) {
                worlds.add(new World(someCells, someWords, free, settled));
            }
        }
        return worlds;
    }

    private static List<List<Place>> outcomes(List<Place> places) {
        List<List<Place>> outcomes = List.of(List.of());
        for (Place place : places) {
            List<List<Place>> longer = new ArrayList<>();
            for (List<Place> outcome : outcomes) {
                for (int value : place.onDisk()) {
                    List<Place> one = new ArrayList<>(outcome);
                    one.add(Place.of(value, true));
                    longer.add(one);
                }
            }
            outcomes = longer;
        }
        return outcomes;
    }

    /** Throws if a share is called done that does not hold one attempt's values, or may be lost though it was settled. */
    void check() {
        for (int share = 0; share < words.size(); share++) {
            int first = cells.get(share * CELLS).now();
            int second = cells.get(share * CELLS + 1).now();
            if (word(share).isDone()) {
                if (first == 0 || first != second) {
                    throw new Violation("share " + share + " is done with the values " + first + " and " + second);
                }
                if (word(share).crc() != checksum(first, second)) {
                    throw new Violation("share " + share + " is done with a wrong checksum");
                }
            }
            if (settled.get(share)
                    && !(word(share).isDone()
                            && words.get(share).onDisk().stream()
                                    .allMatch(word -> decode(word).isDone()))) {
                throw new Violation("share " + share + " was settled, and a power cut may lose it");
            }
        }
    }

    /** Throws if the disk may call a share done. */
    void checkReopened(int share) {
        if (words.get(share).onDisk().stream().anyMatch(word -> decode(word).isDone())) {
            throw new Violation("share " + share + " was reopened, and a power cut may call it done again");
        }
    }

    private static <T> List<T> with(List<T> list, int index, T element) {
        List<T> copy = new ArrayList<>(list);
        copy.set(index, element);
        return List.copyOf(copy);
    }

    void describe(StringBuilder key) {
        cells.forEach(place -> place.describe(key));
        words.forEach(place -> place.describe(key));
        owners.forEach(owner -> key.append((char) (owner + 1)));
        settled.forEach(isSettled -> key.append(isSettled ? 's' : '-'));
    }
}
