package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;

/** The attempts of tasks that Spark starts while this is open, and what becomes of them. */
final class Attempts extends SparkListener implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final SparkContext context;
    private final Set<Long> running = new HashSet<>();
    private final List<TaskInfo> ended = new ArrayList<>();

    Attempts(SparkContext context) {
        this.context = context;
        context.addSparkListener(this);
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        running.add(start.taskInfo().taskId());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
        ended.add(end.taskInfo());
        notifyAll();
    }

    /** Waits for those too whose result nobody needs, which a job does not. */
    void awaitEnd() throws InterruptedException, TimeoutException {
        // Spark tells of a start some time after it; what has not been told yet would not be waited for.
        context.listenerBus().waitUntilEmpty();
        awaitEndOfRunning();
    }

    private synchronized void awaitEndOfRunning() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!running.isEmpty()) {
            long left = deadline - System.nanoTime();
            assertThat(left).as("the tasks %s end in time", running).isPositive();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** {@return of what kind the attempts of a task were and how they ended, in the order in which they did} */
    synchronized List<String> of(int task) {
        return ended.stream()
                .filter(attempt -> attempt.index() == task)
                .map(attempt -> (attempt.speculative() ? "speculative: " : "first: ") + attempt.status())
                .toList();
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
    }
}
