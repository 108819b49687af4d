package dev.npymap.parallel;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing of the simulated world that is written in one piece: a cell of data, or a ledger's word. Immutable.
 *
 * @param now its value in the page cache, which all processes see
 * @param onDisk the values that the disk may hold: the one that was forced last, and all that were written since; empty where
 *     no power cut is tried
 */
record Place(int now, List<Integer> onDisk) {
    static Place of(int value, boolean hasDisk) {
        return new Place(value, hasDisk ? List.of(value) : List.of());
    }

    Place write(int value) {
        if (onDisk.isEmpty() || onDisk.contains(value)) {
            return new Place(value, onDisk);
        }
        List<Integer> more = new ArrayList<>(onDisk);
        more.add(value);
        // So that equal sets are equal lists.
        more.sort(null);
        return new Place(value, List.copyOf(more));
    }

    Place force() {
        return of(now, !onDisk.isEmpty());
    }

    void describe(StringBuilder key) {
        key.append((char) now).append((char) onDisk.size());
        onDisk.forEach(value -> key.append((char) value.intValue()));
    }
}
