package dev.npymap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.npymap.NpyParts;
import dev.npymap.NpzMember;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code npymap info}: what the header says. */
@Command(
        name = "info",
        description = {
            "Tells what the headers of arrays say: version, dtype, shape, order, sizes, fields.",
            "Of a folder with a _manifest.json, tells its dtype, shape and parts."
        })
final class InfoCommand implements Callable<Integer> {
    private static final JsonFactory JSON = new JsonFactory();

    @Option(names = "--json", description = "Print one JSON object a file, each on a line of its own.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = ArrayFile.MANY)
    private List<ArrayFile> files;

    private final Console console;
    private boolean hasPrinted;

    InfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEachArray(files, this::print);
    }

    private void print(ArrayFile file) throws IOException {
        String text = Files.isDirectory(file.path()) ? folder(file.path()) : array(file);
        console.line(hasPrinted && !json ? "\n" + text : text);
        hasPrinted = true;
    }

    private String folder(Path folder) throws IOException {
        NpyParts parts = NpyParts.open(folder);
        return json ? PartsInfo.toJson(JSON, folder, parts) : PartsInfo.toText(folder, parts);
    }

    private String array(ArrayFile file) throws IOException {
        NpyHeader header = file.readHeader();
        Optional<NpzMember> member = file.entry();
        long size = member.isPresent() ? member.get().size() : Files.size(file.path());
        long trailing = size - header.fileSize();
        return json ? toJson(file, member, header, trailing) : toText(file, member, header, trailing);
    }

    private static String toText(ArrayFile file, Optional<NpzMember> member, NpyHeader header, long trailing) {
        TextTable facts = new TextTable(2, 0);
        member.ifPresent(entry -> facts.row(
                "in the archive",
                entry.isStored()
                        ? "stored at byte " + entry.offset()
                        : "deflated from " + entry.size() + " bytes to " + entry.storedSize()));
        facts.row("version", header.version().toString());
        facts.row("dtype", header.dtype().toString());
        facts.row("shape", header.shape().toString());
        facts.row("order", header.order() == MemoryOrder.C ? "C" : "Fortran");
        facts.row("payload offset", header.payloadOffset() + " bytes");
        facts.row("item size", header.dtype().itemSize() + " bytes");
        facts.row("payload", header.payloadSize() + " bytes" + Amount.inBrackets(header.payloadSize()));
        if (trailing > 0) {
            facts.row("behind it", trailing + " bytes, ignored");
        }
        List<FieldRow> fields = FieldRow.of(header.dtype());
        if (fields.isEmpty()) {
            return file + facts.text();
        }
        TextTable table = new TextTable(4, 2);
        table.row("offset", "size", "dtype", "shape", "field");
        for (FieldRow field : fields) {
            boolean isStruct = field.dtype() instanceof StructType;
            table.row(
                    Integer.toString(field.offset()),
                    Integer.toString(field.size()),
                    isStruct ? "struct" : field.dtype().toString(),
                    field.shape().rank() == 0 ? "" : field.shape().toString(),
                    field.path());
        }
        return file + facts.text() + table.text();
    }

    private static String toJson(ArrayFile file, Optional<NpzMember> member, NpyHeader header, long trailing)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("file", file.path().toString());
            if (member.isPresent()) {
                out.writeStringField("member", member.get().name());
                out.writeBooleanField("stored", member.get().isStored());
                out.writeNumberField("stored_bytes", member.get().storedSize());
                out.writeNumberField("member_offset", member.get().offset());
            }
            out.writeStringField("version", header.version().toString());
            out.writeStringField("descr", header.dtype().toString());
            writeShape(out, header.shape());
            out.writeStringField("order", header.order() == MemoryOrder.C ? "C" : "F");
            out.writeNumberField("payload_offset", header.payloadOffset());
            out.writeNumberField("item_size", header.dtype().itemSize());
            out.writeNumberField("bytes", header.payloadSize());
            out.writeNumberField("trailing_bytes", trailing);
            out.writeArrayFieldStart("fields");
            for (FieldRow field : FieldRow.of(header.dtype())) {
                out.writeStartObject();
                out.writeStringField("name", field.path());
                out.writeNumberField("offset", field.offset());
                out.writeNumberField("size", field.size());
                out.writeStringField("descr", field.dtype().toString());
                writeShape(out, field.shape());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    static void writeShape(JsonGenerator out, Shape shape) throws IOException {
        out.writeArrayFieldStart("shape");
        for (long dim : shape.toArray()) {
            out.writeNumber(dim);
        }
        out.writeEndArray();
    }
}
