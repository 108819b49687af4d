package dev.npymap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.npymap.NpyParts;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;

/** What {@code npymap info} tells of a folder of parts: what its manifest says. */
final class PartsInfo {
    private PartsInfo() {}

    private static long bytes(NpyParts parts) {
        return parts.parts().stream().mapToLong(NpyParts.Part::bytes).sum();
    }

    static String toText(Path folder, NpyParts parts) {
        TextTable facts = new TextTable(2, 0);
        facts.row("parts", Integer.toString(parts.parts().size()));
        facts.row("dtype", parts.dtype().toString());
        facts.row("shape", parts.shape().toString());
        facts.row("files", bytes(parts) + " bytes" + Amount.inBrackets(bytes(parts)));
        TextTable table = new TextTable(4, 3);
        table.row("first row", "rows", "bytes", "part");
        for (NpyParts.Part part : parts.parts()) {
            table.row(
                    Long.toString(part.firstRow()),
                    Long.toString(part.rows()),
                    Long.toString(part.bytes()),
                    part.path().getFileName().toString());
        }
        return folder + facts.text() + (parts.parts().isEmpty() ? "" : table.text());
    }

    static String toJson(JsonFactory json, Path folder, NpyParts parts) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("folder", folder.toString());
            out.writeStringField("descr", parts.dtype().toString());
            InfoCommand.writeShape(out, parts.shape());
            out.writeNumberField("bytes", bytes(parts));
            out.writeArrayFieldStart("parts");
            for (NpyParts.Part part : parts.parts()) {
                out.writeStartObject();
                out.writeStringField("file", part.path().getFileName().toString());
                out.writeNumberField("first_row", part.firstRow());
                out.writeNumberField("rows", part.rows());
                out.writeNumberField("bytes", part.bytes());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }
}
