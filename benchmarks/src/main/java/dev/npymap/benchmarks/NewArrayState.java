package dev.npymap.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/** A benchmark that makes arrays larger than a young generation: in a heap whose pages all are there. */
@Fork(
        value = 2,
        jvmArgsAppend = {
            FolderState.NATIVE_ACCESS,
            FolderState.YOUNG,
            FolderState.COLLECTOR,
            "-Xms512m",
            "-Xmx512m",
            "-XX:+AlwaysPreTouch"
        })
public abstract class NewArrayState extends FolderState {
    /** For the subclasses. */
    NewArrayState() {}
}
