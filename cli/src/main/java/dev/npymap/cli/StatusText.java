package dev.npymap.cli;

import dev.npymap.parallel.ShareStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Writes a {@link FillReport} for people. */
final class StatusText {
    /** So many shares are shown whatever there is to tell of them. */
    private static final int FEW = 20;

    private StatusText() {}

    static String of(Path file, FillReport report, boolean all) {
        List<ShareReport> shares = report.shares();
        List<ShareReport> shown = all || shares.size() <= FEW
                ? shares
                : shares.stream().filter(ShareReport::isOfInterest).toList();
        String text = file + facts(report).text() + (shown.isEmpty() ? "" : table(shown));
        if (shown.size() < shares.size()) {
            text += "\n    " + (shares.size() - shown.size())
                    + " more, free or done at the first attempt, are not shown; --all shows them";
        }
        if (report.count(ShareReport.State.ABANDONED) > 0) {
            text += "\n    abandoned: the process that claimed it is gone; whoever claims next takes it";
        }
        return text;
    }

    private static TextTable facts(FillReport report) {
        long abandoned = report.count(ShareReport.State.ABANDONED);
        long bytes = report.sum(ShareStatus::byteCount);
        long bytesDone = report.sumDone(ShareStatus::byteCount);
        TextTable facts = new TextTable(2, 0);
        facts.row(
                "shares",
                report.shares().size() + ": " + report.count(ShareReport.State.DONE) + " done, "
                        + report.count(ShareReport.State.CLAIMED) + " claimed, "
                        + (abandoned == 0 ? "" : abandoned + " abandoned, ")
                        + report.count(ShareReport.State.FREE) + " free");
        facts.row("rows", report.sumDone(ShareStatus::rows) + " of " + report.sum(ShareStatus::rows) + " done");
        facts.row("bytes", bytesDone + " of " + bytes + " done" + Amount.inBrackets(bytesDone));
        report.started().ifPresent(time -> facts.row("started", seconds(time)));
        report.perSecond(ShareStatus::rows)
                .ifPresent(rows -> facts.row(
                        "rate",
                        Amount.ofRows(rows) + "/s, "
                                + Amount.of(
                                        report.perSecond(ShareStatus::byteCount).orElseThrow())
                                + "/s"));
        report.remainingSeconds().ifPresent(time -> facts.row("remaining", "about " + Amount.ofTime(time)));
        return facts;
    }

    private static String table(List<ShareReport> shares) {
        TextTable table = new TextTable(4, 1);
        table.row("share", "rows", "state", "attempt", "pid", "host", "started", "seconds", "crc32");
        for (ShareReport report : shares) {
            ShareStatus share = report.share();
            boolean isClaimed = share.attempt() > 0;
            boolean isDone = report.state() == ShareReport.State.DONE;
            table.row(
                    Long.toString(share.n()),
                    ShareReport.rows(share),
                    report.state().toString(),
                    isClaimed ? Long.toString(share.attempt()) : "",
                    isClaimed ? Long.toString(share.pid()) : "",
                    share.host(),
                    share.started().map(StatusText::seconds).orElse(""),
                    isDone ? took(share) : "",
                    isDone ? ShareReport.hex(share.crc32()) : "");
        }
        return table.text();
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String took(ShareStatus share) {
        return share.started()
                .flatMap(from -> share.finished().map(to -> Duration.between(from, to)))
                .map(time -> String.format(Locale.ROOT, "%.3f", time.getSeconds() + time.getNano() / 1e9))
                .orElse("");
    }
}
