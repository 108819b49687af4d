package dev.npymap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;

/** Writes rows as JSON Lines: structs are objects, axes are lists. */
final class JsonRows implements RowWriter, ScalarText.Sink {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator("")
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final RowPart row;
    private final JsonGenerator out;

    JsonRows(RowPart row, OutputStream out) throws IOException {
        this.row = row;
        this.out = JSON.createGenerator(out);
        // After an error, what is unfinished must look so.
        this.out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        this.out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        this.out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    @Override
    public void write(long offset) throws IOException {
        write(row, offset);
        out.writeRaw('\n');
    }

    private void write(RowPart part, long offset) throws IOException {
        switch (part) {
            case RowPart.Scalar scalar -> scalar.text().write(offset, this);
            case RowPart.Complex complex -> {
                out.writeStartArray();
                complex.text().write(offset, this);
                complex.text().write(offset + complex.imaginary(), this);
                out.writeEndArray();
            }
            case RowPart.Items items -> {
                out.writeStartArray();
                for (long i = 0; i < items.count(); i++) {
                    write(items.item(), offset + i * items.stride());
                }
                out.writeEndArray();
            }
            case RowPart.Fields fields -> {
                out.writeStartObject();
                for (RowPart.Field field : fields.fields()) {
                    out.writeFieldName(field.name());
                    write(field.part(), offset + field.offset());
                }
                out.writeEndObject();
            }
        }
    }

    @Override
    public void literal(String text) throws IOException {
        out.writeRawValue(text);
    }

    @Override
    public void text(String text) throws IOException {
        out.writeString(text);
    }

    /** Escapes each of them, as Python does; a pair of them so differs from the one character that is written as it is. */
    @Override
    public void surrogates(int[] codePoints) throws IOException {
        StringBuilder text = new StringBuilder("\"");
        for (int c : codePoints) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                text.append("\\u").append(HexFormat.of().toHexDigits((char) c));
            } else {
                text.append(JsonStringEncoder.getInstance().quoteAsString(Character.toString(c)));
            }
        }
        out.writeRawValue(text.append('"').toString());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
