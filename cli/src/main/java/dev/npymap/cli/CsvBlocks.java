package dev.npymap.cli;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.RowBlocks;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The rows of a CSV file, some at a time, always in the same memory. A cell is a scalar: of a field, of a sub-array, or one of an
 * element's own; or either part of a complex number. A line without characters is no row.
 */
final class CsvBlocks implements RowBlocks, AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;

    /** In characters. A quote that nobody closes is found then, instead of filling the heap. */
    private static final int LONGEST_CELL = 1 << 20;

    private static final int MOST_SHOWN = 60;

    private final String name;
    private final DType dtype;
    private final CsvOptions options;
    private final Arena arena;
    private final CsvReader<List<String>> csv;
    private final CloseableIterator<List<String>> records;
    private final Records handler = new Records();

    private final Map<ScalarType, CellReader> readers = new HashMap<>();

    private Shape rowShape;
    private MemorySegment block;
    private long rowSize;
    private long capacity;

    /** The columns of the array that those of the file are; null for one that is none. */
    private Cell[] cells;

    /**
     * A column that is read.
     *
     * @param column where it belongs
     * @param reader reads its cells
     */
    private record Cell(CsvColumn column, CellReader reader) {}

    private CsvBlocks(Reader in, String name, DType dtype, CsvOptions options, Arena arena) {
        this.name = name;
        this.dtype = dtype;
        this.options = options;
        this.arena = arena;
        this.csv = CsvReader.builder()
                .fieldSeparator(options.delimiter())
                // The lengths of rows are compared here, with what they ought to be.
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_CELL)
                .build(handler, in);
        this.records = csv.iterator();
    }

    /**
     * Opens a file, and reads as much of it as it takes to know the shape of a row.
     *
     * @param in the file
     * @param name its name, for messages
     * @param dtype what an element is
     * @param rowShape the dimensions of a row; where there is none, a row of one element has none, and of a scalar dtype there are
     *     as many elements in one dimension as the first row has
     */
    static CsvBlocks open(
            Reader in, String name, DType dtype, Optional<Shape> rowShape, CsvOptions options, Arena arena)
            throws IOException {
        CsvBlocks blocks = new CsvBlocks(in, name, dtype, options, arena);
        try {
            blocks.begin(rowShape);
        } catch (UncheckedIOException e) {
            throw blocks.failure(e);
        }
        return blocks;
    }

    private void begin(Optional<Shape> wanted) throws IOException {
        try {
            csv.skipLines(options.skippedLines());
        } catch (CsvParseException e) {
            throw problem("expected more than the " + options.skippedLines() + " lines to skip, found the end");
        }
        List<String> header = options.hasHeader() ? readStrings() : List.of();
        if (options.hasHeader() && header.isEmpty()) {
            throw problem("expected a line of names, found the end");
        }
        long headerLine = handler.line;
        List<String> first = readStrings();
        int width = first.isEmpty() ? header.size() : first.size();
        boolean isByName = !header.isEmpty()
                && dtype instanceof StructType
                && wanted.orElse(Shape.SCALAR).rank() == 0;
        boolean isWholeByPlace = isWhole(width, first, wanted);
        Predicate<String> isWhole = name -> isByName ? isWhole(name, header) : isWholeByPlace;
        rowShape = wanted.orElseGet(
                () -> inferred(width, CsvColumn.of(dtype, isWhole).size()));
        DType row = row(rowShape);
        rowSize = row.itemSize();
        capacity = Math.max(1, BLOCK_BYTES / Math.max(1, rowSize));
        block = arena.allocate(capacity * rowSize, Long.BYTES);
        List<CsvColumn> columns = CsvColumn.of(row, isWhole);
        cells = isByName
                ? named(columns, header, headerLine)
                : columns.stream().map(this::cell).toArray(Cell[]::new);
        handler.isReading = true;
        if (!first.isEmpty()) {
            handler.row(first);
        }
    }

    /** The lines of a plain dtype tell how many columns there are; those of a struct are the fields. */
    private Shape inferred(int width, int perElement) {
        boolean isSingle = dtype instanceof StructType || width <= perElement || perElement == 0;
        return isSingle || width % perElement != 0 ? Shape.SCALAR : Shape.of(width / perElement);
    }

    private DType row(Shape shape) {
        return shape.rank() == 0 ? dtype : SubarrayType.of(dtype, shape);
    }

    /**
     * {@return whether complex numbers are one column each, and not two: where there are as many columns as scalars; and where their
     * number tells the shape, if a cell of the first row is marked as one, and text neither in this case nor in the other}
     */
    private boolean isWhole(int width, List<String> first, Optional<Shape> wanted) {
        DType row = row(wanted.orElse(Shape.SCALAR));
        List<CsvColumn> scalars = CsvColumn.of(row, _ -> true);
        boolean isOpen = wanted.isEmpty() && !(dtype instanceof StructType);
        boolean isComplex = scalars.stream().anyMatch(scalar -> scalar.type().kind() == ScalarType.Kind.COMPLEX);
        if (!isComplex) {
            return false;
        }
        List<CsvColumn> parts = CsvColumn.of(row, _ -> false);
        boolean isMarked = isOpen
                && IntStream.range(0, first.size())
                        .filter(place -> !isText(scalars, place) && !isText(parts, place))
                        .anyMatch(place -> CellComplex.isMarked(first.get(place)));
        return isMarked || width == scalars.size();
    }

    /** Where elements of these columns stand side by side. */
    private static boolean isText(List<CsvColumn> columns, int place) {
        return CellReader.isText(columns.get(place % columns.size()).type());
    }

    private static boolean isWhole(String name, List<String> header) {
        return header.contains(name) && !header.contains(ColumnName.dotted(name, "re"));
    }

    /** Finds the columns of the file by their names. */
    private Cell[] named(List<CsvColumn> columns, List<String> header, long line) throws FileSystemException {
        Cell[] found = new Cell[header.size()];
        for (CsvColumn column : columns) {
            int place = header.indexOf(column.name());
            if (place < 0 || place != header.lastIndexOf(column.name())) {
                throw problem("line " + line + ": expected one column '" + column.name() + "', found "
                        + (place < 0 ? "none" : "several") + "; the columns are "
                        + shortened(String.join(", ", header)));
            }
            found[place] = cell(column);
        }
        return found;
    }

    /** One reader for all columns of a type, of which there may be many. */
    private Cell cell(CsvColumn column) {
        return new Cell(column, readers.computeIfAbsent(column.type(), type -> CellReader.of(type, block)));
    }

    /** {@return the dimensions of a row} */
    Shape rowShape() {
        return rowShape;
    }

    /** {@return the cells of the next row as they are; none behind the last one} */
    private List<String> readStrings() throws IOException {
        List<String> row = List.of();
        while (row.isEmpty() && hasNext()) {
            row = records.next();
        }
        return row;
    }

    private boolean hasNext() throws IOException {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | CsvParseException e) {
            throw failure(e);
        }
    }

    private IOException failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemException located) {
                return located;
            }
            if (cause instanceof IOException io) {
                return problem(io.getMessage());
            }
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return problem("line " + handler.line + ": expected comma-separated values, found: " + root.getMessage());
    }

    private FileSystemException problem(String reason) {
        return new FileSystemException(name, null, reason);
    }

    @Override
    public Optional<NpyArray> next() throws IOException {
        while (handler.rows < capacity && hasNext()) {
            records.next();
        }
        long rows = handler.rows;
        handler.rows = 0;
        return rows == 0
                ? Optional.empty()
                : Optional.of(Npy.mapRaw(block, dtype, Shape.of(rows).append(rowShape), MemoryOrder.C, 0));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /** Takes the cells of each row as they are parsed: as text until the columns are known, and then as what they say. */
    private final class Records extends AbstractBaseCsvCallbackHandler<List<String>> {
        private final List<String> strings = new ArrayList<>();
        private final CellText text = new CellText();
        private boolean isReading;
        private boolean isFirst = true;

        private long line;
        private long rows;

        @Override
        protected void handleBegin(long startingLine) {
            line = startingLine;
            strings.clear();
        }

        @Override
        protected void handleField(int place, char[] buffer, int from, int length, boolean isQuoted) {
            if (isReading) {
                text.set(buffer, from, length);
                cell(place);
            } else {
                strings.add(new String(buffer, from, length));
            }
        }

        @Override
        protected List<String> buildRecord() {
            if (!isReading) {
                return List.copyOf(strings);
            }
            if (getRecordType() == RecordType.DATA) {
                end(getFieldCount());
            }
            return List.of();
        }

        private void row(List<String> texts) {
            for (int place = 0; place < texts.size(); place++) {
                text.set(texts.get(place));
                cell(place);
            }
            end(texts.size());
            isFirst = false;
        }

        private void cell(int place) {
            Cell cell = place < cells.length ? cells[place] : null;
            if (cell == null) {
                return;
            }
            boolean isText = CellReader.isText(cell.column.type());
            if (!isText) {
                text.strip();
            }
            boolean isEmpty = text.isEmpty() && !isText;
            try {
                if (isEmpty) {
                    fill();
                }
                cell.reader.read(text, rows * rowSize + cell.column.offset());
            } catch (CellException e) {
                throw problemAt(place, cell.column, e.getMessage(), isEmpty);
            }
        }

        private void fill() throws CellException {
            if (options.empty().isEmpty()) {
                throw new CellException("a value");
            }
            text.set(options.empty());
        }

        private UncheckedIOException problemAt(int place, CsvColumn column, String expected, boolean isEmpty) {
            String title = column.name().equals(ColumnName.PLAIN) ? "" : " (" + column.name() + ")";
            String found = isEmpty ? emptyCell() : quoted(text.toString());
            boolean isName = isFirst && !options.hasHeader() && !isEmpty && Character.isLetter(text.charAt(0));
            String hint = isName ? "; --header takes the line for the names of the columns" : "";
            return new UncheckedIOException(problem("line " + line + ", column " + (place + 1) + title + ": expected "
                    + expected + ", found " + found + hint));
        }

        private String emptyCell() {
            return "an empty cell"
                    + (options.empty().isEmpty()
                            ? "; --empty TEXT tells what one is read as"
                            : ", read as " + quoted(options.empty()));
        }

        private void end(int count) {
            if (count != cells.length) {
                throw new UncheckedIOException(problem("line " + line + ": expected " + cells.length
                        + (cells.length == 1 ? " column" : " columns") + ", found " + count));
            }
            rows++;
        }
    }

    private static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
}
