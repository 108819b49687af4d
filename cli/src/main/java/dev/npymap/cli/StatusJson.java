package dev.npymap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.npymap.parallel.ShareStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes a {@link FillReport} as one JSON object. What is not known is null. */
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    static String of(Path file, FillReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("file", file.toString());
            for (ShareReport.State state : ShareReport.State.values()) {
                out.writeNumberField(state.toString(), report.count(state));
            }
            out.writeNumberField("rows", report.sum(ShareStatus::rows));
            out.writeNumberField("rows_done", report.sumDone(ShareStatus::rows));
            out.writeNumberField("bytes", report.sum(ShareStatus::byteCount));
            out.writeNumberField("bytes_done", report.sumDone(ShareStatus::byteCount));
            write(out, "started", report.started());
            write(out, "rows_per_second", report.perSecond(ShareStatus::rows));
            write(out, "bytes_per_second", report.perSecond(ShareStatus::byteCount));
            write(out, "remaining_seconds", report.remainingSeconds());
            out.writeArrayFieldStart("shares");
            for (ShareReport share : report.shares()) {
                write(out, share);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    /** Under the names that the ledger's fields have. */
    private static void write(JsonGenerator out, ShareReport report) throws IOException {
        ShareStatus share = report.share();
        out.writeStartObject();
        out.writeNumberField("n", share.n());
        out.writeNumberField("first_row", share.firstRow());
        out.writeNumberField("rows", share.rows());
        out.writeNumberField("byte_offset", share.byteOffset());
        out.writeNumberField("byte_count", share.byteCount());
        out.writeNumberField("alignment", share.alignment());
        out.writeStringField("state", report.state().toString());
        out.writeNumberField("attempt", share.attempt());
        out.writeNumberField("pid", share.pid());
        out.writeStringField("host", share.host());
        write(out, "started", share.started());
        write(out, "finished", share.finished());
        out.writeStringField("crc32", report.state() == ShareReport.State.DONE ? ShareReport.hex(share.crc32()) : null);
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String name, Optional<Instant> time) throws IOException {
        out.writeStringField(name, time.map(Instant::toString).orElse(null));
    }

    private static void write(JsonGenerator out, String name, OptionalDouble number) throws IOException {
        if (number.isPresent()) {
            out.writeNumberField(name, number.getAsDouble());
        } else {
            out.writeNullField(name);
        }
    }
}
