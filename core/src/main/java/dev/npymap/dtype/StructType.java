package dev.npymap.dtype;

import dev.npymap.literal.PythonText;
import java.lang.foreign.MemoryLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/** A dtype of named fields at fixed offsets, with padding between and behind them where the header says so. */
public final class StructType implements DType {
    /**
     * A named part of a structured dtype.
     *
     * @param name its name, unique in the struct; it can be empty
     * @param title its second name, unique likewise
     * @param dtype what it is
     * @param offset where it begins in the struct, in bytes
     */
    public record Field(String name, Optional<String> title, DType dtype, int offset) {
        /** Checks that no part is null. */
        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(title);
            Objects.requireNonNull(dtype);
        }

        /** {@return the offset of the byte behind this field} */
        int end() {
            return offset + dtype.itemSize();
        }
    }

    private final List<Field> fields;
    private final int itemSize;
    private final int alignment;
    private final Map<String, Field> byName;

    private StructType(List<Field> fields, int itemSize, int alignment) {
        this.fields = List.copyOf(fields);
        this.itemSize = itemSize;
        this.alignment = alignment;
        this.byName = HashMap.newHashMap(fields.size());
        for (Field field : fields) {
            field.title().ifPresent(title -> putUnique(title, "title", field));
            putUnique(field.name(), "name", field);
        }
    }

    private void putUnique(String key, String what, Field field) {
        if (byName.put(key, field) != null) {
            throw new IllegalArgumentException(
                    "the " + what + " " + PythonText.repr(key) + " is already used as a name or title");
        }
    }

    /**
     * NumPy's {@code is_pad}: the empty name and the type {@code numpy.void} without fields. Any sub-array's type is
     * {@code numpy.void}, so {@code ('', '<i4', (3,))} is padding while {@code ('', '<i4')} is a field.
     */
    static boolean isPadding(String name, DType dtype) {
        return name.isEmpty()
                && (dtype instanceof SubarrayType
                        || (dtype instanceof ScalarType scalar && scalar.kind() == ScalarType.Kind.VOID));
    }

    /** {@return the fields, in the order of their offsets, padding left out} */
    public List<Field> fields() {
        return fields;
    }

    /**
     * {@return the field of this name or title, if there is one}
     *
     * @param name a field's name, or its title
     */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public int itemSize() {
        return itemSize;
    }

    /** {@inheritDoc} A struct read from a file, or built packed, has the alignment 1: a file does not tell. */
    @Override
    public int alignment() {
        return alignment;
    }

    @Override
    public StructType withOrder(ByteOrder order) {
        List<Field> turned = new ArrayList<>(fields.size());
        for (Field field : fields) {
            turned.add(new Field(field.name(), field.title(), field.dtype().withOrder(order), field.offset()));
        }
        return new StructType(turned, itemSize, alignment);
    }

    @Override
    public MemoryLayout layout() {
        List<MemoryLayout> members = new ArrayList<>();
        int end = 0;
        for (Field field : fields) {
            addPadding(members, field.offset() - end);
            members.add(field.dtype().layout().withName(field.name()));
            end = field.end();
        }
        addPadding(members, itemSize - end);
        return MemoryLayout.structLayout(members.toArray(MemoryLayout[]::new));
    }

    private static void addPadding(List<MemoryLayout> members, int bytes) {
        if (bytes > 0) {
            members.add(MemoryLayout.paddingLayout(bytes));
        }
    }

    /** {@inheritDoc} Padding is written as NumPy writes it, as a field {@code ''} of void. */
    @Override
    public String descr() {
        StringJoiner out = new StringJoiner(", ", "[", "]");
        int end = 0;
        for (Field field : fields) {
            addPadding(out, field.offset() - end);
            out.add(descr(field));
            end = field.end();
        }
        addPadding(out, itemSize - end);
        return out.toString();
    }

    private static void addPadding(StringJoiner out, int bytes) {
        if (bytes > 0) {
            out.add("('', '|V" + bytes + "')");
        }
    }

    private static String descr(Field field) {
        String name = PythonText.repr(field.name());
        String key = field.title()
                .map(title -> "(" + PythonText.repr(title) + ", " + name + ")")
                .orElse(name);
        return field.dtype() instanceof SubarrayType subarray
                ? "(" + key + ", " + subarray.base().descr() + ", " + subarray.shape() + ")"
                : "(" + key + ", " + field.dtype().descr() + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StructType that && itemSize == that.itemSize && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, itemSize);
    }

    /** {@return {@link #descr()}} */
    @Override
    public String toString() {
        return descr();
    }

    /**
     * Builds a structured dtype, field by field in the order of their offsets. Fields are packed, without padding, unless
     * {@link #aligned()} was called. Not safe for use by several threads.
     */
    public static final class Builder {
        private final List<Field> fields = new ArrayList<>();
        private boolean aligned;
        private int end;
        private int alignment = 1;

        Builder() {}

        /**
         * Lays the fields out as {@code numpy.dtype(..., align=True)} does: each at a multiple of its own alignment, and the
         * struct's size a multiple of the largest.
         *
         * @return this builder
         * @throws IllegalStateException if a field was added before
         */
        public Builder aligned() {
            if (!fields.isEmpty() || end != 0) {
                throw new IllegalStateException("aligned() comes before the first field");
            }
            aligned = true;
            return this;
        }

        /**
         * Adds a field.
         *
         * @param name its name
         * @param dtype what it is
         * @return this builder
         * @throws IllegalArgumentException if the struct grows past 2147483647 bytes, or the name is empty and the dtype
         *     {@code V} or a sub-array, which in a file means padding
         */
        public Builder field(String name, DType dtype) {
            if (isPadding(name, dtype)) {
                throw new IllegalArgumentException("a field '' of " + dtype + " would be padding in a file; padding("
                        + dtype.itemSize() + ") makes it");
            }
            return add(name, Optional.empty(), dtype);
        }

        /**
         * Adds a field that is a small array.
         *
         * @param name its name
         * @param dtype what its items are
         * @param dims the dimensions of the small array
         * @return this builder
         * @throws IllegalArgumentException if a dimension is negative, the struct grows past 2147483647 bytes, or the name is
         *     empty, which in a file means padding
         */
        public Builder field(String name, DType dtype, long... dims) {
            return field(name, SubarrayType.of(dtype, Shape.of(dims)));
        }

        /**
         * Adds a field with a title, which is a second name.
         *
         * @param title its title
         * @param name its name
         * @param dtype what it is
         * @return this builder
         * @throws IllegalArgumentException if the struct grows past 2147483647 bytes
         */
        public Builder titledField(String title, String name, DType dtype) {
            return add(name, Optional.of(title), dtype);
        }

        /**
         * Adds unnamed bytes.
         *
         * @param bytes how many, 0 or more
         * @return this builder
         * @throws IllegalArgumentException if {@code bytes} is negative, or the struct grows past 2147483647 bytes
         */
        public Builder padding(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a padding of " + bytes + " bytes");
            }
            end = checkedSize((long) end + bytes);
            return this;
        }

        Builder add(String name, Optional<String> title, DType dtype) {
            int offset = aligned ? roundUp(end, dtype.alignment()) : end;
            end = checkedSize((long) offset + dtype.itemSize());
            alignment = aligned ? Math.max(alignment, dtype.alignment()) : 1;
            fields.add(new Field(name, title, dtype, offset));
            return this;
        }

        /**
         * {@return the dtype}
         *
         * @throws IllegalArgumentException if a name or title was used twice, or the struct grows past 2147483647 bytes
         */
        public StructType build() {
            return new StructType(fields, roundUp(end, alignment), alignment);
        }

        private static int roundUp(int size, int alignment) {
            return checkedSize(Math.ceilDiv((long) size, alignment) * alignment);
        }

        private static int checkedSize(long size) {
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "a struct of " + size + " bytes exceeds NumPy's limit of 2147483647 bytes an element");
            }
            return (int) size;
        }
    }
}
