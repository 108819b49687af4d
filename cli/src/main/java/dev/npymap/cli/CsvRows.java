package dev.npymap.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes rows as comma-separated values: a scalar is a column, and a complex number two. */
final class CsvRows implements RowWriter, ScalarText.Sink {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private final RowPart row;
    private final CSVPrinter out;

    CsvRows(RowPart row, OutputStream out) throws IOException {
        this.row = row;
        this.out = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
        writeHeader(row, "", List.of());
        this.out.println();
    }

    /** Names the columns as {@link dev.npymap.dtype.FieldPath} does: {@code pos.x}, {@code m[2,1]}. */
    private void writeHeader(RowPart part, String path, List<Long> index) throws IOException {
        if (part instanceof RowPart.Items items) {
            for (long i = 0; i < items.count(); i++) {
                List<Long> inner = new ArrayList<>(index);
                inner.add(i);
                writeHeader(items.item(), path, inner);
            }
            return;
        }
        String name = index.isEmpty() ? path : ColumnName.indexed(path, index);
        switch (part) {
            case RowPart.Fields fields -> {
                for (RowPart.Field field : fields.fields()) {
                    writeHeader(field.part(), ColumnName.dotted(name, field.name()), List.of());
                }
            }
            case RowPart.Complex _ -> {
                text(ColumnName.dotted(name, "re"));
                text(ColumnName.dotted(name, "im"));
            }
            default -> text(name.isEmpty() ? ColumnName.PLAIN : name);
        }
    }

    @Override
    public void write(long offset) throws IOException {
        write(row, offset);
        out.println();
    }

    private void write(RowPart part, long offset) throws IOException {
        switch (part) {
            case RowPart.Scalar scalar -> scalar.text().write(offset, this);
            case RowPart.Complex complex -> {
                complex.text().write(offset, this);
                complex.text().write(offset + complex.imaginary(), this);
            }
            case RowPart.Items items -> {
                for (long i = 0; i < items.count(); i++) {
                    write(items.item(), offset + i * items.stride());
                }
            }
            case RowPart.Fields fields -> {
                for (RowPart.Field field : fields.fields()) {
                    write(field.part(), offset + field.offset());
                }
            }
        }
    }

    @Override
    public void literal(String text) throws IOException {
        out.print(text);
    }

    @Override
    public void text(String text) throws IOException {
        out.print(text);
    }

    @Override
    public void surrogates(int[] codePoints) throws NotTextException {
        // UTF-8 has no place for them.
        int surrogate = IntStream.of(codePoints)
                .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                .findFirst()
                .orElseThrow();
        throw new NotTextException(surrogate);
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
