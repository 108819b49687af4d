package dev.npymap.parallel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Visits every state that a scenario can reach, depth first and each one once, and checks each of them. */
final class Explorer {
    private final Scenario scenario;
    private final Worker.Setting setting;
    private final Set<String> visited = new HashSet<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private Explorer(Scenario scenario, Distortion distortion) {
        this.scenario = scenario;
        this.setting = new Worker.Setting(scenario.shares(), distortion);
    }

    /**
     * What is tried.
     *
     * @param shares how many shares the file has
     * @param crashes how many processes may die, at any of their steps; a new one starts in the place of each
     * @param powerCuts how often the power may fail, at any moment; all processes start again afterwards
     * @param latecomers how many runners start, one after the other, when all others have ended
     * @param roles what each process does
     */
    record Scenario(int shares, int crashes, int powerCuts, int latecomers, List<Worker.Role> roles) {
        static Scenario of(int shares, Worker.Role... roles) {
            return new Scenario(shares, 0, 0, 0, List.of(roles));
        }

        Scenario crashes(int times) {
            return new Scenario(shares, times, powerCuts, latecomers, roles);
        }

        Scenario powerCuts(int times) {
            return new Scenario(shares, crashes, times, latecomers, roles);
        }

        Scenario latecomer() {
            return new Scenario(shares, crashes, powerCuts, 1, roles);
        }
    }

    /**
     * What became of it.
     *
     * @param states how many states were visited
     * @param ends in how many of them all processes had ended
     * @param violation what was wrong in the last of them, and the steps that led there; empty if nothing was
     */
    record Outcome(int states, int ends, String violation) {}

    /** One state, and how it came to be: of the numbers, how often each may happen from now on. */
    private record Node(World world, List<Worker> workers, int born, Scenario left, Node from, Supplier<String> event) {
        String key() {
            StringBuilder key = new StringBuilder();
            world.describe(key);
            workers.forEach(worker -> worker.describe(key));
            key.append((char) born).append((char) left.crashes());
            return key.append((char) left.powerCuts())
                    .append((char) left.latecomers())
                    .toString();
        }

        boolean isEnd() {
            return workers.stream().allMatch(Worker::isEnded);
        }
    }

    static Outcome explore(Scenario scenario, Distortion distortion) {
        return new Explorer(scenario, distortion).explore();
    }

    private Outcome explore() {
        List<Worker> workers = new ArrayList<>();
        for (Worker.Role role : scenario.roles()) {
            workers.add(Worker.start(workers.size(), role, setting));
        }
        World world = World.of(scenario.shares(), scenario.powerCuts() > 0);
        visit(new Node(world, workers, workers.size(), scenario, null, () -> "start"));
        int ends = 0;
        while (!open.isEmpty()) {
            Node node = open.pop();
            try {
                check(node);
                if (node.isEnd()) {
                    ends++;
                }
                stepAll(node);
                crashAll(node);
                cutPower(node);
                startLatecomer(node);
            } catch (Violation e) {
                return new Outcome(visited.size(), ends, e.getMessage() + trace(node));
            }
        }
        return new Outcome(visited.size(), ends, "");
    }

    private void visit(Node node) {
        if (visited.add(node.key())) {
            open.push(node);
        }
    }

    private void check(Node node) {
        node.world().check();
        for (int share = 0; share < scenario.shares(); share++) {
            int n = share;
            int owner = node.world().owners().get(n);
            if (owner != World.NOBODY
                    && node.workers().stream().noneMatch(worker -> worker.id() == owner && !worker.isEnded())) {
                throw new Violation("share " + n + " is locked by process " + owner + ", which lives no more");
            }
            if (node.workers().stream().anyMatch(worker -> worker.holds() == n && worker.id() != owner)) {
                throw new Violation("share " + n + " is in the hands of a process that does not hold its lock");
            }
            if (node.isEnd()
                    && node.left().latecomers() == 0
                    && !node.world().word(n).isDone()) {
                throw new Violation("share " + n + " is not done, and all processes have ended");
            }
        }
        for (Worker worker : node.workers()) {
            if (worker.results().isEmpty() && node.world().owners().contains(worker.id())) {
                throw new Violation("process " + worker.id() + " holds a lock between two claims");
            }
        }
    }

    private void stepAll(Node node) {
        for (int i = 0; i < node.workers().size(); i++) {
            Worker worker = node.workers().get(i);
            if (worker.isEnded()) {
                continue;
            }
            World.After after = node.world()
                    .take(
                            worker.next(),
                            worker.id(),
                            worker.value(),
                            worker.at().isReopening());
            Worker resumed = worker.resume(after.result(), setting);
            World world = resumed.settled() == World.NOBODY
                    ? after.world()
                    : after.world().settle(resumed.settled());
            if (resumed.reopened() != World.NOBODY) {
                world.checkReopened(resumed.reopened());
            }
            visit(new Node(
                    world,
                    with(node.workers(), i, resumed),
                    node.born(),
                    node.left(),
                    node,
                    () -> "process " + worker.id() + ": " + worker.next() + " -> " + after.result()));
        }
    }

    private void crashAll(Node node) {
        if (node.left().crashes() == 0) {
            return;
        }
        Scenario left = node.left().crashes(node.left().crashes() - 1);
        for (int i = 0; i < node.workers().size(); i++) {
            Worker worker = node.workers().get(i);
            if (!worker.isEnded()) {
                Worker fresh = Worker.start(node.born(), worker.role(), setting);
                visit(new Node(
                        node.world().withoutLocksOf(worker.id()),
                        with(node.workers(), i, fresh),
                        node.born() + 1,
                        left,
                        node,
                        () -> "process " + worker.id() + " dies, " + fresh.id() + " starts"));
            }
        }
    }

    private void cutPower(Node node) {
        if (node.left().powerCuts() == 0) {
            return;
        }
        Scenario now = node.left();
        Scenario left = new Scenario(now.shares(), now.crashes(), now.powerCuts() - 1, now.latecomers(), now.roles());
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < node.workers().size(); i++) {
            workers.add(Worker.start(node.born() + i, node.workers().get(i).role(), setting));
        }
        for (World world : node.world().afterPowerCut()) {
            visit(new Node(world, workers, node.born() + workers.size(), left, node, () -> "power cut: " + world));
        }
    }

    private void startLatecomer(Node node) {
        if (!node.isEnd() || node.left().latecomers() == 0) {
            return;
        }
        Scenario now = node.left();
        Scenario left = new Scenario(now.shares(), now.crashes(), now.powerCuts(), now.latecomers() - 1, now.roles());
        Worker latecomer = Worker.start(node.born(), Worker.Role.RUNNER, setting);
        visit(new Node(
                node.world(),
                with(node.workers(), 0, latecomer),
                node.born() + 1,
                left,
                node,
                () -> "process " + latecomer.id() + " starts"));
    }

    private static String trace(Node last) {
        List<String> events = new ArrayList<>();
        for (Node node = last; node != null; node = node.from()) {
            events.add(node.event().get());
        }
        Collections.reverse(events);
        return "\n" + String.join("\n", events);
    }

    private static List<Worker> with(List<Worker> workers, int index, Worker worker) {
        List<Worker> copy = new ArrayList<>(workers);
        copy.set(index, worker);
        return copy;
    }
}
